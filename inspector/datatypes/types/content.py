"""Content: what the user wrote, was answered, handed over, or keeps on the phone."""

from __future__ import annotations

from inspector.datatypes import labels, shapes
from inspector.datatypes.kinds import DataType, Family, names

FAMILY = Family(
    "content", "Content", "내용", "内容", "What the user wrote, was answered, handed over, or keeps on the phone."
)

TYPES = (
    DataType(
        "prompt",
        "Prompt text",
        "입력한 글(프롬프트)",
        "输入的内容（提示词）",
        "Words the user typed to the chatbot",
        labels=(labels.IN_APP_MESSAGES, labels.PERSONAL),
        keys=names(
            "prompt user_prompt user_input user_message user_text user_query input_text question human_message "
            "user_question"
        ),
        accepts=shapes.is_sentence,
        search="prompt",
    ),
    DataType(
        "answer",
        "Chatbot's answer",
        "챗봇의 답변",
        "聊天机器人的回答",
        "What the chatbot answered",
        labels=(labels.IN_APP_MESSAGES, labels.PERSONAL),
        keys=names(
            "answer bot_text bot_message assistant_message assistant_text completion_text reply_text reasoning_content "
            "ai_answer ai_reply model_response response_text assistant_reply bot_reply"
        ),
        accepts=shapes.is_sentence,
    ),
    DataType(
        "chat_text",
        "Chat text",
        "대화 내용",
        "对话内容",
        "Other text of the conversation, such as what was said before",
        labels=(labels.IN_APP_MESSAGES, labels.PERSONAL),
        keys=names(
            "chat_text chat_content conversation_text chat_history message_text message_content dialogue_text "
            "chat_transcript quoted_text"
        ),
        accepts=shapes.is_sentence,
    ),
    DataType(
        "chat_title",
        "Chat title",
        "대화 제목",
        "对话标题",
        "The title of a conversation, mostly made of its first words",
        labels=(labels.IN_APP_MESSAGES, labels.PERSONAL),
        keys=names("chat_title conversation_title session_title thread_title conversation_name chat_name topic_title"),
        accepts=shapes.is_name,
    ),
    DataType(
        "conversation_id",
        "Conversation ID",
        "대화 식별자",
        "会话（对话）标识",
        "Which conversation or message it is",
        labels=(labels.IN_APP_MESSAGES, labels.COMBINED),
        keys=names(
            "conversation_id chat_session_id chat_id thread_id parent_message_id conversation_uuid dialog_id "
            "dialogue_id chat_uuid message_uuid room_id chat_room_id channel_url conversation_token dialog_uuid "
            "local_conversation_id local_message_id thread_uuid previous_response_id chat_token chat_thread_id "
            "assistant_thread_id message_guid msg_uuid client_message_id ticket_id conversation_key "
            "conversation_local_id conv_id chat_conversation_id chat_guid user_chat_id parent_conversation_id "
            "conversation_part_id question_id reply_to_message_id chat_message_id message_id msg_id"
        ),
        accepts=shapes.is_identifier,
        search="unique",
    ),
    DataType(
        "system_prompt",
        "Instructions to the chatbot",
        "챗봇에 대한 지시(시스템 프롬프트)",
        "给聊天机器人的指令（系统提示词）",
        "What the chatbot was told about how to answer; the user may have written it",
        labels=(labels.USER_CONTENT,),
        keys=names(
            "system_prompt system_message system_instruction custom_instructions persona_prompt character_prompt"
        ),
        accepts=shapes.is_sentence,
    ),
    DataType(
        "ai_model",
        "Chatbot's model",
        "챗봇 모델",
        "聊天机器人模型",
        "Which language model the user talks to",
        labels=(labels.INTERACTIONS, labels.BEHAVIOUR),
        keys=names(
            "ai_model llm_model chat_model model_slug default_model_slug model_id model_name model llm model_class"
        ),
        accepts=shapes.is_language_model,
    ),
    DataType(
        "answer_feedback",
        "Feedback on an answer",
        "답변에 대한 평가",
        "对回答的评价",
        "Whether the user liked an answer, and why",
        labels=(labels.INTERACTIONS, labels.BEHAVIOUR),
        keys=names(
            "feedback_type feedback_rating feedback_text thumbs thumbs_up thumbs_down answer_rating message_feedback "
            "like_status feedback_reason feedback_tags is_liked feedback_content"
        ),
        accepts=shapes.is_filled_or_flag,
    ),
    DataType(
        "search_query",
        "Search words",
        "검색어",
        "搜索词",
        "What the user searched for",
        labels=(labels.SEARCHES, labels.BEHAVIOUR),
        keys=names(
            "search_query search_term search_text search_keyword search_word search_words query_text search_string "
            "keyword_search web_search_query search_input search_value searchtxt search_phrase user_search search_kwd "
            "query_word origin_query original_query search_content searched_text search_terms latest_search_keyword "
            "last_search search_history recent_searches kwd"
        ),
        accepts=shapes.is_name,
        search="prompt",
    ),
    DataType(
        "shared_link",
        "Link to a shared chat",
        "공유한 대화의 주소",
        "共享对话的链接",
        "The address under which others can read a conversation",
        labels=(labels.IN_APP_MESSAGES, labels.PERSONAL),
        keys=names(
            "share_url shared_url share_link shared_link share_id shared_conversation_id share_token invite_url"
        ),
        accepts=shapes.is_share,
        search="unique",
    ),
    DataType(
        "memory_note",
        "Notes about the user",
        "사용자에 관한 메모(메모리)",
        "关于用户的备注（记忆）",
        "What the chatbot keeps in mind about the user, or the user wrote about themselves",
        labels=(labels.USER_CONTENT, labels.PERSONAL),
        keys=names(
            "memory_text memory_content user_memory memories about_user about_me user_bio bio about_user_message "
            "user_profile_note self_introduction user_preferences_text userprofile_text custom_memory "
            "profile_description self_description"
        ),
        accepts=shapes.is_sentence,
    ),
    DataType(
        "file_content",
        "File content",
        "첨부 파일의 내용",
        "附件内容",
        "Documents or other files the user handed over",
        labels=(labels.FILES, labels.PERSONAL),
        keys=names(
            "file_content file_data file_base64 document_text attachment_data attachment_content document_base64 "
            "extracted_text file_text"
        ),
        accepts=shapes.is_long,
    ),
    DataType(
        "file_name",
        "File name",
        "첨부 파일의 이름",
        "附件名称",
        "The name of a file the user handed over",
        labels=(labels.FILES, labels.PERSONAL),
        keys=names(
            "file_name filename attachment_name document_name original_filename upload_name attachment_filename "
            "upload_filename attach_name attach_file_name orig_name origin_file_name document_title_file file_nm "
            "document_filename filenames doc_name title_filename"
        ),
        weak_keys=names("display_name"),
        accepts=shapes.is_file_name,
        search="word",
    ),
    DataType(
        "image",
        "Picture",
        "사진·이미지",
        "图片",
        "A picture the user handed over",
        labels=(labels.PHOTOS, labels.PERSONAL),
        keys=names("image_base64 image_data photo_data image_bytes picture_data photo_base64 image_content img_base64"),
        accepts=shapes.is_long,
    ),
    DataType(
        "voice",
        "Voice",
        "음성",
        "语音",
        "What the user said to the app, as sound",
        labels=(labels.VOICE, labels.PERSONAL),
        keys=names(
            "audio_base64 audio_data voice_data voice_base64 speech_data audio_bytes audio_content pcm_data "
            "voice_message"
        ),
        accepts=shapes.is_long,
    ),
    DataType(
        "dictated_text",
        "Dictated text",
        "음성을 받아 적은 글",
        "语音转写文字",
        "What the user said, as text",
        labels=(labels.VOICE, labels.PERSONAL),
        keys=names(
            "asr_text asr_result speech_text voice_text transcript transcription recognized_text stt_text stt_result "
            "speech_result voice_transcript asr_content recognition_text speech_transcript recognized transcript_text "
            "voice_to_text utterance utterance_text spoken_text query_speech"
        ),
        accepts=shapes.is_sentence,
        search="prompt",
    ),
    DataType(
        "clipboard",
        "Clipboard",
        "클립보드",
        "剪贴板",
        "What the user copied, in this app or another",
        labels=(labels.USER_CONTENT, labels.PERSONAL),
        keys=names("clipboard clipboard_text clipboard_content pasteboard clip_text copied_text"),
        accepts=shapes.is_filled,
        search="word",
    ),
    DataType(
        "contacts",
        "Contacts",
        "연락처(주소록)",
        "通讯录",
        "The people in the phone's address book",
        labels=(labels.CONTACTS, labels.PERSONAL),
        keys=names(
            "contacts contact_list address_book phone_book phonebook contacts_list phone_contacts contact_phones "
            "phonebooks phone_book_list contacts_data contacts_hash contact_hashes hashed_contacts friend_phones "
            "upload_contacts contacts_info phone_numbers_contacts mobile_contacts contact_entries"
        ),
        accepts=shapes.is_filled,
    ),
    DataType(
        "messages",
        "Text messages",
        "문자 메시지",
        "短信",
        "The SMS and MMS kept in the phone",
        labels=(labels.SMS, labels.PERSONAL),
        keys=names(
            "sms_list sms_messages sms_inbox sms_content sms_records sms_body sms_text sms_message mms_body message_sms"
        ),
        accepts=shapes.is_filled,
    ),
    DataType(
        "call_log",
        "Call log",
        "통화 기록",
        "通话记录",
        "Whom the user called and was called by",
        labels=(labels.CONTACTS, labels.PERSONAL),
        keys=names("call_log call_logs call_history call_records calllog_list"),
        accepts=shapes.is_filled,
    ),
    DataType(
        "calendar",
        "Calendar",
        "일정(캘린더)",
        "日历",
        "The user's appointments",
        labels=(labels.CALENDAR, labels.PERSONAL),
        keys=names("calendar_events calendar_list calendar_entries calendar_data"),
        accepts=shapes.is_filled,
    ),
    DataType(
        "media",
        "Photos and files",
        "휴대전화의 사진과 파일",
        "手机中的照片和文件",
        "Pictures, videos and other files kept in the phone",
        labels=(labels.PHOTOS, labels.VIDEOS, labels.FILES, labels.PERSONAL),
        keys=names("photo_list image_list media_list album_list gallery media_files photo_albums file_list"),
        accepts=shapes.is_filled,
    ),
    DataType(
        "browsing",
        "Browsing history",
        "웹 방문 기록",
        "网页浏览记录",
        "Which websites the user visited",
        labels=(labels.BROWSING, labels.BEHAVIOUR),
        keys=names("browsing_history browser_history bookmarks visited_urls web_history"),
        accepts=shapes.is_filled,
    ),
    DataType(
        "notification",
        "Notifications",
        "알림 내용",
        "通知内容",
        "What notifications on the phone say",
        labels=(labels.OTHER_ACTIONS, labels.PERSONAL),
        keys=names(
            "notification_text notification_content notification_body notification_title notifications_list "
            "notification_message push_text push_title push_body"
        ),
        accepts=shapes.is_name,
    ),
    DataType(
        "camera",
        "Camera",
        "카메라",
        "摄像头",
        "What the camera takes in",
        labels=(labels.PHOTOS, labels.VIDEOS, labels.PERSONAL),
        keys=names("camera_image camera_frame camera_data camera_capture"),
        accepts=shapes.is_filled,
    ),
    DataType(
        "microphone",
        "Microphone",
        "마이크",
        "麦克风",
        "What the microphone takes in",
        labels=(labels.VOICE, labels.PERSONAL),
        keys=names("microphone_data audio_recording voice_recording recorded_audio mic_data"),
        accepts=shapes.is_filled,
    ),
    DataType(
        "screen_capture",
        "Screen capture",
        "화면 캡처",
        "屏幕截图",
        "Pictures of the screen",
        labels=(labels.PHOTOS, labels.PERSONAL),
        keys=names("screen_capture screenshot screen_shot screenshot_data screen_recording screenshot_base64"),
        accepts=shapes.is_filled,
    ),
)
