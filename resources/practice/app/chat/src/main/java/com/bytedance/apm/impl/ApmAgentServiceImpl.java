package com.bytedance.apm.impl;

import com.apm.insight.upload.Upload;
import java.util.LinkedHashMap;
import java.util.Map;
import org.json.JSONObject;

/** What an app calls to have something of its own monitored. */
public final class ApmAgentServiceImpl {
    public void monitorEvent(String serviceName, JSONObject category, JSONObject metric, JSONObject extraLog) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("log_type", "service_monitor");
        row.put("service", serviceName);
        row.put("timestamp", System.currentTimeMillis());
        row.put("category", category);
        row.put("metric", metric);
        row.put("extra", extraLog);
        Upload.session(new JSONObject(row));
    }
}
