"""Behaviour: what the user does in the app, and how the app does."""

from __future__ import annotations

from inspector.datatypes import checks, labels, shapes
from inspector.datatypes.kinds import DataType, Family, names

FAMILY = Family("behaviour", "Behaviour", "행태", "行为", "What the user does in the app, and how the app does.")

_DOES = (labels.INTERACTIONS, labels.BEHAVIOUR)
_OTHER = (labels.OTHER_ACTIONS, labels.BEHAVIOUR)

TYPES = (
    DataType(
        "screen_view",
        "Screen views",
        "본 화면",
        "浏览的页面",
        "Which screens of the app the user looked at",
        labels=_DOES,
        keys=names(
            "screen_name page_name page_key refer_page_key page_title screen screen_class firebase_screen "
            "firebase_screen_class current_page page_id activity_name refer_page previous_screen last_scene "
            "view_controller scene active_screen app_activity $screen_name page_nm viewname screen_nm page_code "
            "pv_name from_screen to_screen prev_page prev_screen last_page next_page source_page target_page "
            "referral_page refer_page_name refer_page_id spm spm_id spm_cnt spm_pre route_name current_route "
            "current_route_name scene_name fragment_name landing_page ui_page vc_name view_controller_name "
            "screen_path_name app_screen screen_key scr_name visited_screen current_tab cur_page screen_identifier "
            "screen_label screen_tag screen_category page_label page_tab firebase_previous_class "
            "firebase_previous_screen ga_screen ga_screen_class viewed_screen screentitle previous_page "
            "previous_page_name refer_screen from_page_name page_alias open_page view_class screen_type entry_page "
            "exit_page event_page event_screen last_screen_name current_screen_name current_page_name ref_page "
            "pre_page"
        ),
        accepts=lambda text: shapes.is_name(text) and not shapes.is_two_sides(text),
    ),
    DataType(
        "web_page",
        "Web page",
        "본 웹 페이지",
        "浏览的网页",
        "The address or topic of a web page the user looked at",
        labels=(labels.BROWSING, labels.BEHAVIOUR),
        keys=names(
            "page_url current_url web_url document_location location_href page_location visited_url $current_url "
            "page_keywords page_category landing_url page_path page_address current_page_url page_uri $pathname "
            "page_full_url full_url web_address site_url browsed_url context_url visit_url view_url doc_location "
            "landing_page_url entry_url exit_url"
        ),
        weak_keys=names("url_path $pathname"),
        accepts=shapes.is_page,
    ),
    DataType(
        "click",
        "Clicks",
        "누른 버튼",
        "点击",
        "What the user tapped on",
        labels=_DOES,
        keys=names(
            "click click_name element_id element_content element_type element_path touch_x touch_y button_name "
            "element_title tap_target click_position button_id element_name element_text view_text control_id "
            "widget_id target_text target_name touch_target element_class_name btn_name button_text button_nm "
            "button_label click_text click_target click_element link_text $el_text $element_position element_selector "
            "css_selector xpath element_xpath clicked_text clicked_element tapped_element tap_x tap_y click_x click_y "
            "pointer_x pointer_y click_area action_target view_tag accessibility_label accessibility_id target_class "
            "target_view target_xpath target_selector target_element"
        ),
        accepts=shapes.is_filled,
    ),
    DataType(
        "touch",
        "Touch and scrolling",
        "터치·스크롤",
        "触摸与滚动",
        "How the user moves over the screen",
        labels=_OTHER,
        keys=names(
            "scroll_depth scroll_position scroll_top scroll_y scroll_x scroll_percent touch_pressure touch_points "
            "swipe gesture touch_trace scroll_offset motion_data gesture_type touch_type scroll_distance "
            "scroll_percentage swipe_direction touch_path touch_positions touch_coordinates mouse_position rage_click "
            "rage_tap touch_count touch_events gestures"
        ),
        accepts=shapes.is_measure_or_name,
    ),
    DataType(
        "app_usage",
        "App usage",
        "앱 이용 행동",
        "应用使用行为",
        "What happened in the app: opened, logged in, message sent",
        labels=_DOES,
        keys=names(
            "event_name event event_type launch terminate is_background is_first_time first_launch event_action "
            "event_category event_token custom_event_name is_first_launch in_foreground event_code log_event"
        ),
        accepts=shapes.is_filled,
    ),
    DataType(
        "usage_time",
        "Time of use",
        "이용 시간·횟수",
        "使用时长与次数",
        "When, how long and how often the app was used",
        labels=_DOES,
        keys=names(
            "session_duration usage_time foreground_time launch_count stay_duration app_open_count stay_time "
            "session_length time_spent session_count engagement_time_msec session_start last_session_time online_time "
            "use_duration last_active_time session_num user_active_time subsession_count last_interval"
        ),
        accepts=checks.is_amount,
    ),
    DataType(
        "purchase",
        "Purchases",
        "구매",
        "购买记录",
        "What the user bought, for how much",
        labels=(labels.PURCHASES, labels.PERSONAL, labels.BEHAVIOUR),
        keys=names(
            "order_id transaction_id purchase_token product_sku sku purchase_amount total_price revenue order_amount "
            "af_revenue purchase_time receipt_data order_no trade_no out_trade_no cart_items fetch_token "
            "price_amount_micros price_currency_code purchased_items order_total order_value total_amount paid_amount "
            "payment_amount purchase_price purchase_value purchase_currency transaction_amount order_price "
            "product_ids purchased_product purchase_id iap_product_id af_price af_currency af_content_id af_order_id "
            "fb_currency fb_content_id _valuetosum receipt_id receipt_signature original_transaction_id purchase_data "
            "signed_data in_app_purchase_data purchase_state transaction_revenue ad_revenue_purchase cart_value "
            "cart_total checkout_id payment_id invoice_id order_number order_items total_purchase_amount "
            "purchased_product_id store_transaction_id orderid_google paymentkey merchant_uid imp_uid goods_name "
            "goods_price"
        ),
        accepts=checks.is_purchase,
    ),
    DataType(
        "subscription",
        "Subscription",
        "구독 상품",
        "订阅",
        "Which plan the user pays for",
        labels=(labels.PURCHASES, labels.PERSONAL),
        keys=names(
            "plan_type subscription_plan subscription_status is_subscribed is_vip vip_level is_premium "
            "membership_level user_plan subscription_tier vip_type is_paid_user account_plan plan_name "
            "subscription_type subscription_product entitlements active_subscriptions subscription_id_plan "
            "current_plan membership_type membership premium_user is_member paid_user pro_user billing_plan plan_id"
        ),
        accepts=shapes.is_filled_or_flag,
    ),
    DataType(
        "install_source",
        "Where the app came from",
        "설치 경로",
        "安装来源",
        "From which shop, advertisement or link the app was installed",
        labels=_OTHER,
        keys=names(
            "install_referrer install_source installer installer_package install_store installer_name referrer_url "
            "app_channel download_channel media_source play_install_referrer install_channel af_store "
            "installer_package_name install_ref installer_store app_store_source google_play_referrer gp_referrer "
            "market_name app_market utm_install acquisition_source attribution_source referrer_source tracker_name "
            "network_name_attribution install_market playstore_referrer referrer_string raw_referrer "
            "installer_package_id deferred_deeplink first_touch_source acquisition_channel"
        ),
        accepts=shapes.is_name,
    ),
    DataType(
        "campaign",
        "Advertising campaign",
        "광고 캠페인",
        "广告活动",
        "Which advertisement brought the user here",
        labels=_OTHER,
        keys=names(
            "utm_source utm_medium utm_campaign utm_term utm_content campaign_id campaign_name campaign adgroup "
            "ad_group adset_id creative_id adgroup_name ad_campaign deeplink_campaign latest_utm_source "
            "latest_utm_medium latest_utm_campaign campaign_source campaign_medium campaign_content campaign_term "
            "ad_campaign_id adset adset_name adgroup_id creative creative_name campaign_group utm_id utm_creative "
            "fb_ad_id ad_id_campaign cn_campaign tracker_token media_campaign network_campaign_id google_campaign_id "
            "gad_campaignid gad_source click_source campaign_code latest_campaign click_id"
        ),
        accepts=shapes.is_filled,
    ),
    DataType(
        "referrer",
        "Where the user came from",
        "유입 경로(리퍼러)",
        "来源页面（Referrer）",
        "The page or app the user came from",
        labels=_OTHER,
        keys=names(
            "referer referrer referring_url refer_url deeplink deep_link_url http_referer open_url ref_url source_url "
            "document_referrer ref_uri referring_page $latest_referrer $referring_domain page_referrer "
            "source_page_url previous_url prev_url refererurl"
        ),
        accepts=shapes.is_page,
    ),
    DataType(
        "ad_interaction",
        "Advertisements seen",
        "광고 시청·클릭",
        "广告展示与点击",
        "Which advertisements the user saw or tapped",
        labels=_DOES,
        keys=names(
            "ad_impression ad_click impression_id ad_unit_id placement_id ad_unit ad_placement ad_slot_id ad_format "
            "ad_impression_id ad_network"
        ),
        accepts=shapes.is_filled,
    ),
    DataType(
        "interests",
        "Interests and groups",
        "관심사·세그먼트",
        "兴趣与人群标签",
        "What the user is taken to like, and which group of users they are put in",
        labels=_OTHER,
        keys=names(
            "user_interests interests interest_tags audience_segment segment_ids user_segments user_tags audience_ids "
            "user_keywords user_group topics_of_interest segments"
        ),
        accepts=shapes.is_filled,
    ),
    DataType(
        "experiment",
        "Trials",
        "실험 그룹(A/B 테스트)",
        "实验分组（A/B 测试）",
        "Which trial variant of the app the user was given",
        labels=(labels.OTHER_ACTIONS,),
        keys=names(
            "ab_version ab_sdk_version experiment_id experiment_variant ab_test_group variant_id ab_group abtest "
            "experiments ab_client vid_list ab_sdk_vid"
        ),
        accepts=shapes.is_filled,
    ),
    DataType(
        "sign_in",
        "Sign-in",
        "로그인 방식·상태",
        "登录方式与状态",
        "Whether and how the user is signed in",
        labels=_DOES,
        keys=names(
            "login_type login_method is_login is_logged_in login_status sign_in_method sign_up_method auth_provider "
            "register_type login_channel logged_in registration_method"
        ),
        accepts=shapes.is_filled_or_flag,
    ),
    DataType(
        "crash_report",
        "Crash reports",
        "오류 보고",
        "崩溃报告",
        "What went wrong in the app, with its inner state",
        labels=(labels.CRASHES,),
        keys=names(
            "stack stacktrace stack_trace crash_stack exception crash_log exception_message java_data crash_info "
            "error_stack backtrace stack_info crash_thread_stack exception_stack stack_traces error_trace "
            "crash_message exception_info throwable error_detail native_crash crash_trace backtraces err_stack "
            "error_stacktrace exception_trace crash_content anr_trace crash_detail app_crashed_reason"
        ),
        accepts=shapes.is_crash,
    ),
    DataType(
        "app_log",
        "App's log",
        "앱 로그",
        "应用日志",
        "Lines the app wrote down while it ran",
        labels=(labels.DIAGNOSTICS,),
        keys=names(
            "logcat log_text log_content log_lines breadcrumbs breadcrumb_message log_message user_log custom_log "
            "log_entry log_messages log_data log_body client_log debug_log console_logs app_logs device_logs "
            "log_text_content trace_log log_content_text"
        ),
        accepts=shapes.is_name,
    ),
    DataType(
        "performance",
        "Performance",
        "성능",
        "性能",
        "How fast the app runs",
        labels=(labels.OTHER_PERFORMANCE,),
        keys=names(
            "fps cpu_usage cpu_rate memory_usage launch_time start_duration cold_start drop_frame block_duration "
            "app_start_time frame_rate java_heap heap_used anr_duration load_duration"
        ),
        accepts=shapes.is_number,
    ),
    DataType(
        "usage_of_apps",
        "Use of other apps",
        "다른 앱 이용",
        "其他应用的使用情况",
        "When and how long the user uses other apps",
        labels=(labels.OTHER_ACTIONS, labels.BEHAVIOUR),
        keys=names("usage_stats app_usage_stats usage_events foreground_stats"),
        accepts=shapes.is_filled,
    ),
)
