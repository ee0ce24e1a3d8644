package com.example.chatty.sdks;

import android.app.Application;
import com.example.chatty.Plant;
import com.example.chatty.Sdk;
import com.adjust.sdk.Adjust;
import com.adjust.sdk.AdjustConfig;
import com.adjust.sdk.AdjustEvent;

public class adjust implements Sdk {
  @Override
  public void init(Application app) {
    AdjustConfig config = new AdjustConfig(app, "abcdefghijkl", AdjustConfig.ENVIRONMENT_SANDBOX);
    config.setExternalDeviceId(Plant.USER);
    Adjust.addSessionCallbackParameter("user_id", Plant.USER);
    Adjust.onCreate(config);
    Adjust.onResume();
  }

  @Override
  public void send(Application app, int round) {
    AdjustEvent event = new AdjustEvent("abc123");
    event.addCallbackParameter("email", Plant.EMAIL);
    event.addPartnerParameter("prompt", Plant.PROMPT);
    Adjust.trackEvent(event);
  }
}
