package com.practice.chat;

import android.app.Application;
import android.content.Context;
import cn.jpush.android.api.JPushInterface;
import com.apm.insight.MonitorCrash;
import com.bytedance.apm.impl.ApmAgentServiceImpl;
import com.bytedance.apm.insight.ApmInsight;
import com.bytedance.apm.insight.ApmInsightInitConfig;
import com.bytedance.applog.AppLog;
import com.bytedance.applog.InitConfig;
import com.ishumei.smantifraud.SmAntiFraud;
import io.intercom.android.sdk.Intercom;
import io.intercom.android.sdk.UserAttributes;
import io.intercom.android.sdk.identity.Registration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.json.JSONObject;

/** Everything the app hands to others, and when. */
final class ThirdParties {
    private static final String VOLC_AID = "675041";
    private static final String CHANNEL = "practice_store";

    private final Application application;
    private final Background background;
    private final Account account = new Account();
    private final ApmAgentServiceImpl monitor = new ApmAgentServiceImpl();
    private MonitorCrash crashes;
    private boolean crashed;

    ThirdParties(Application application, Background background) {
        this.application = application;
        this.background = background;
    }

    /** At the start of the app, before anybody was asked. */
    void beforeConsent() {
        AppLog.setEncryptAndCompress(true);
        AppLog.setHeaderInfo("app_flavor", "practice");
        AppLog.init(application, new InitConfig(VOLC_AID, CHANNEL).setAppName("practice_chat"));
        crashes = MonitorCrash.init(application, MonitorCrash.Config.app(VOLC_AID).token("practice-token").channel(CHANNEL).dynamicParams(ids()));
        ApmInsight.getInstance().init(application);
        ApmInsight.getInstance().start(ApmInsightInitConfig.builder().aid(VOLC_AID).token("practice-token").channel(CHANNEL).netMonitor(false).build());
        SmAntiFraud.SmOption option = new SmAntiFraud.SmOption();
        option.setOrganization("Pr4ct1c3Organ1zat10n");
        option.setAppId("default");
        option.setPublicKey(System.getProperty("practice.shumei_key", ""));
        SmAntiFraud.create(application, option);
        JPushInterface.setDebugMode(true);
        JPushInterface.init(application);
        AppLog.onEventV3("app_launch", new JSONObject(Collections.singletonMap("cold", true)));
        AppLog.onEventV3("consent_show");
    }

    void declined() {
        AppLog.onEventV3("consent_decline");
    }

    void afterConsent() {
        AppLog.setUserUniqueID(Account.ID);
        AppLog.onEventV3("consent_agree");
        Intercom.initialize(application, "android_sdk-0123456789abcdef0123456789abcdef01234567", "practice1");
        Intercom.client().loginIdentifiedUser(Registration.create().withUserId(Account.ID).withEmail(account.email()));
        Intercom.client().updateUser(attributes());
    }

    /** The regulator's finding: the prompt itself goes to the analytics and the performance monitor. */
    void prompted(String prompt) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("text", prompt);
        params.put("length", prompt.length());
        params.put("thinking_enabled", false);
        AppLog.onEventV3("chat_send", new JSONObject(params));
        Map<String, Object> category = new LinkedHashMap<>();
        category.put("scene", "chat_send");
        category.put("prompt", prompt);
        monitor.monitorEvent("chat_session", new JSONObject(category), new JSONObject(Collections.singletonMap("chars", prompt.length())), new JSONObject());
        if (account.learnedFrom(prompt)) {
            Intercom.client().updateUser(attributes());
        }
        Intercom.client().logEvent("message_sent", Collections.singletonMap("length", prompt.length()));
        if (!crashed) {
            crashed = true;
            background.run(() -> crashes.reportCustomErr("slow frame while sending", "practice_jank", new IllegalStateException("frame took 812 ms")));
        }
    }

    void answered(int characters) {
        AppLog.onEventV3("chat_answer", new JSONObject(Collections.singletonMap("length", characters)));
    }

    /** In the push process: only the crash reporter, which says every three seconds that it is there. */
    static void keepAlive(Context context) {
        MonitorCrash.init(context, MonitorCrash.Config.app(VOLC_AID).token("practice-token").channel(CHANNEL).keepAlive(true)
            .dynamicParams(new MonitorCrash.Config.IDynamicParams() {
                @Override
                public String getDid() {
                    try {
                        return context.getSharedPreferences("applog_stats", Context.MODE_MULTI_PROCESS).getString("bd_did", "");
                    } catch (RuntimeException | LinkageError noPreferences) {
                        return "";
                    }
                }

                @Override
                public String getUserId() {
                    return "";
                }
            }));
    }

    private UserAttributes attributes() {
        return new UserAttributes.Builder().withEmail(account.email()).withName(Account.NAME).withCustomAttribute("plan", "free").build();
    }

    private static MonitorCrash.Config.IDynamicParams ids() {
        return new MonitorCrash.Config.IDynamicParams() {
            @Override
            public String getDid() {
                return AppLog.getDid();
            }

            @Override
            public String getUserId() {
                return "";
            }
        };
    }
}
