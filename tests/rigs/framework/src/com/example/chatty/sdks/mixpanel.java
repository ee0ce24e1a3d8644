package com.example.chatty.sdks;

import android.app.Application;
import com.example.chatty.Plant;
import com.example.chatty.Sdk;
import com.mixpanel.android.mpmetrics.MixpanelAPI;
import org.json.JSONObject;

public class mixpanel implements Sdk {
  private MixpanelAPI api;

  @Override
  public void init(Application app) {
    api = MixpanelAPI.getInstance(app, "0123456789abcdef0123456789abcdef", false);
    api.identify(Plant.USER);
  }

  @Override
  public void send(Application app, int round) throws Exception {
    api.getPeople().set("$email", Plant.EMAIL);
    api.track("chat_sent", new JSONObject().put("prompt", Plant.PROMPT).put("round", round));
    api.flush();
  }
}
