"""Behaviour: what the user does in the app, and how the app does."""

from __future__ import annotations

from inspector.datatypes import shapes
from inspector.datatypes.kinds import DataType, Family, names

FAMILY = Family("behaviour", "Behaviour", "What the user does in the app, and how the app does.")

TYPES = (
    DataType(
        "screen_view",
        "Screen views",
        "Which screens of the app the user looked at",
        keys=names(
            "screen_name page_name page_key refer_page_key page_title screen screen_class firebase_screen "
            "firebase_screen_class current_page page_id activity_name refer_page previous_screen "
            "last_scene view_controller scene"
        ),
        accepts=shapes.is_name,
    ),
    DataType(
        "click",
        "Clicks",
        "What the user tapped on",
        keys=names(
            "click click_name element_id element_content element_type element_path touch_x touch_y "
            "button_name click_id element_title tap_target click_position button_id"
        ),
        accepts=shapes.is_filled,
    ),
    DataType(
        "app_usage",
        "App usage",
        "When and how the app was used",
        keys=names(
            "event_name event event_type launch terminate is_background session_duration usage_time "
            "foreground_time launch_count first_launch is_first_time stay_duration app_open_count "
            "stay_time"
        ),
        accepts=shapes.is_filled,
    ),
    DataType(
        "crash_report",
        "Crash reports",
        "What went wrong in the app, with its inner state",
        keys=names(
            "stack stacktrace stack_trace crash_stack exception crash_log exception_message java_data "
            "crash_info error_stack backtrace stack_info crash_thread_stack"
        ),
        accepts=shapes.is_crash,
    ),
    DataType(
        "performance",
        "Performance",
        "How fast the app runs",
        keys=names(
            "fps cpu_usage cpu_rate memory_usage launch_time start_duration cold_start drop_frame "
            "block_duration app_start_time frame_rate java_heap heap_used anr_duration load_duration"
        ),
        accepts=shapes.is_number,
    ),
    DataType(
        "usage_of_apps",
        "Use of other apps",
        "When and how long the user uses other apps",
        keys=names("usage_stats app_usage_stats usage_events foreground_stats"),
        accepts=shapes.is_filled,
    ),
)
