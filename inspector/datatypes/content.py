"""Content:"""

from __future__ import annotations

from inspector.datatypes import shapes
from inspector.datatypes.kinds import DataType, Family, names

FAMILY = Family("content", "Content", "What the user wrote, was answered, handed over, or keeps on the phone.")

TYPES = (
    DataType(
        "prompt",
        "Prompt text",
        "Words the user typed to the chatbot",
        keys=names("prompt user_prompt user_input user_message user_text user_query input_text question"),
        accepts=shapes.is_sentence,
        search="prompt",
    ),
    DataType(
        "chat_text",
        "Chat text",
        "Other text of the conversation, such as the chatbot's answers",
        keys=names(
            "answer bot_text bot_message assistant_message assistant_text chat_text chat_content "
            "completion_text reply_text conversation_text chat_history reasoning_content"
        ),
        accepts=shapes.is_sentence,
    ),
    DataType(
        "file_content",
        "File content",
        "Pictures, documents or recordings the user handed over",
        keys=names("file_content file_data image_base64 image_data audio_base64 audio_data photo_data"),
        accepts=shapes.is_long,
    ),
    DataType(
        "clipboard",
        "Clipboard",
        "What the user copied, in this app or another",
        keys=names("clipboard clipboard_text clipboard_content pasteboard clip_text copied_text"),
        accepts=shapes.is_filled,
        search="word",
    ),
    DataType(
        "contacts",
        "Contacts",
        "The people in the phone's address book",
        keys=names("contacts contact_list address_book phone_book phonebook contacts_list"),
        accepts=shapes.is_filled,
    ),
    DataType(
        "messages",
        "Text messages",
        "The SMS and MMS kept in the phone",
        keys=names("sms_list sms_messages sms_inbox sms_content sms_records"),
        accepts=shapes.is_filled,
    ),
    DataType(
        "call_log",
        "Call log",
        "Whom the user called and was called by",
        keys=names("call_log call_logs call_history call_records"),
        accepts=shapes.is_filled,
    ),
    DataType(
        "calendar",
        "Calendar",
        "The user's appointments",
        keys=names("calendar_events calendar_list calendar_entries"),
        accepts=shapes.is_filled,
    ),
    DataType(
        "media",
        "Photos and files",
        "Pictures, videos and other files kept in the phone",
        keys=names("photo_list image_list media_list album_list gallery media_files"),
        accepts=shapes.is_filled,
    ),
    DataType(
        "browsing",
        "Browsing history",
        "Which websites the user visited",
        keys=names("browsing_history browser_history bookmarks visited_urls"),
        accepts=shapes.is_filled,
    ),
    DataType(
        "camera",
        "Camera",
        "What the camera takes in",
        keys=names("camera_image camera_frame camera_data"),
        accepts=shapes.is_filled,
    ),
    DataType(
        "microphone",
        "Microphone",
        "What the microphone takes in",
        keys=names("microphone_data audio_recording voice_data voice_recording recorded_audio"),
        accepts=shapes.is_filled,
    ),
    DataType(
        "screen_capture",
        "Screen capture",
        "Pictures of the screen",
        keys=names("screen_capture screenshot screen_shot screenshot_data screen_recording"),
        accepts=shapes.is_filled,
    ),
)
