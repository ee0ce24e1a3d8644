package com.example.chatty.sdks;

import android.app.Application;
import android.os.Bundle;
import com.example.chatty.Plant;
import com.example.chatty.Sdk;
import com.facebook.FacebookSdk;
import com.facebook.appevents.AppEventsLogger;

public class facebook implements Sdk {
  private AppEventsLogger logger;

  @Override
  public void init(Application app) {
    FacebookSdk.setApplicationId("123456789012345");
    FacebookSdk.setClientToken("0123456789abcdef0123456789abcdef");
    FacebookSdk.setAutoLogAppEventsEnabled(false);
    FacebookSdk.sdkInitialize(app);
    AppEventsLogger.setUserID(Plant.USER);
    AppEventsLogger.setUserData(Plant.EMAIL, null, null, null, null, null, null, null, null, null);
    logger = AppEventsLogger.newLogger(app);
  }

  @Override
  public void send(Application app, int round) {
    Bundle values = new Bundle();
    values.putString("prompt", Plant.PROMPT);
    values.putInt("round", round);
    logger.logEvent("chat_sent", values);
    logger.flush();
  }
}
