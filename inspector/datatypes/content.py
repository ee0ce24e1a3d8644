"""Content: what the user wrote, was answered, or handed over."""

from __future__ import annotations

from inspector.datatypes import shapes
from inspector.datatypes.kinds import DataType, Family, names

FAMILY = Family("content", "Content", "What the user wrote, was answered, or handed over.")

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
)
