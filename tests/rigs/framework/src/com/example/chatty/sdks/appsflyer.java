package com.example.chatty.sdks;

import android.app.Application;
import com.example.chatty.Plant;
import com.example.chatty.Sdk;
import com.appsflyer.AppsFlyerLib;
import com.appsflyer.AppsFlyerProperties;
import java.util.HashMap;
import java.util.Map;

public class appsflyer implements Sdk {
  @Override
  public void init(Application app) {
    AppsFlyerLib api = AppsFlyerLib.getInstance();
    api.setDebugLog(true);
    api.setCustomerUserId(Plant.USER);
    api.setUserEmails(AppsFlyerProperties.EmailsCryptType.NONE, Plant.EMAIL);
    api.init("0123456789abcdefghijkl", null, app);
    api.start(app);
  }

  @Override
  public void send(Application app, int round) {
    Map<String, Object> values = new HashMap<>();
    values.put("email", Plant.EMAIL);
    values.put("prompt", Plant.PROMPT);
    AppsFlyerLib.getInstance().logEvent(app, "chat_sent", values);
  }
}
