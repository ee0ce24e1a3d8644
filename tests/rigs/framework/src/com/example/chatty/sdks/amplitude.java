package com.example.chatty.sdks;

import android.app.Application;
import com.example.chatty.Plant;
import com.example.chatty.Sdk;
import com.amplitude.android.Amplitude;
import com.amplitude.android.Configuration;
import com.amplitude.core.events.Identify;
import java.util.Map;

public class amplitude implements Sdk {
  private Amplitude api;

  @Override
  public void init(Application app) {
    api = new Amplitude(new Configuration("0123456789abcdef0123456789abcdef", app));
    api.setUserId(Plant.USER);
  }

  @Override
  public void send(Application app, int round) {
    api.identify(new Identify().set("email", Plant.EMAIL));
    api.track("chat_sent", Map.of("prompt", Plant.PROMPT, "round", round));
    api.flush();
  }
}
