package com.example.chatty.sdks;

import android.app.Application;
import com.example.chatty.Plant;
import com.example.chatty.Sdk;
import com.onesignal.OneSignal;

public class onesignal implements Sdk {
  @Override
  public void init(Application app) {
    OneSignal.initWithContext(app, "11111111-2222-3333-4444-555555555555");
    OneSignal.login(Plant.USER);
  }

  @Override
  public void send(Application app, int round) {
    OneSignal.getUser().addEmail(Plant.EMAIL);
    OneSignal.getUser().addTag("prompt", Plant.PROMPT);
  }
}
