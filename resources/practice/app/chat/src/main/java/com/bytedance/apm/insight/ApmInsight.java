package com.bytedance.apm.insight;

import android.content.Context;
import android.util.Log;

/** Stand-in for APMPlus's performance monitor: it uploads through the crash reporter's uploader. */
public final class ApmInsight {
    private static final ApmInsight INSTANCE = new ApmInsight();

    private ApmInsight() {
    }

    public static ApmInsight getInstance() {
        return INSTANCE;
    }

    public void init(Context context) {
        init(context, ApmInsightInitConfig.builder().build());
    }

    public void init(Context context, ApmInsightInitConfig config) {
        Log.d("ApmInsight", "init " + config.getAid());
    }

    public void start(ApmInsightInitConfig config) {
        Log.d("ApmInsight", "start " + config.getAid());
    }
}
