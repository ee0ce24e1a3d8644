package com.example.chatty.sdks;

import android.app.Application;
import android.os.Handler;
import android.os.Looper;
import com.example.chatty.Plant;
import com.example.chatty.Sdk;
import com.umeng.analytics.MobclickAgent;
import com.umeng.commonsdk.UMConfigure;
import java.util.HashMap;
import java.util.Map;

public class umeng implements Sdk {
  @Override
  public void init(Application app) {
    UMConfigure.setLogEnabled(true);
    UMConfigure.preInit(app, "5f0000000000000000000001", "store");
    UMConfigure.submitPolicyGrantResult(app, true);
    UMConfigure.init(app, "5f0000000000000000000001", "store", UMConfigure.DEVICE_TYPE_PHONE, null);
    MobclickAgent.setPageCollectionMode(MobclickAgent.PageMode.LEGACY_MANUAL);
    MobclickAgent.onResume(app);
    MobclickAgent.onProfileSignIn(Plant.USER);
  }

  @Override
  public void send(Application app, int round) {
    Map<String, Object> values = new HashMap<>();
    values.put("email", Plant.EMAIL);
    values.put("prompt", Plant.PROMPT);
    MobclickAgent.onEventObject(app, "chat_sent", values);
    if (round == 1) {
      // Its policy is to send at the next start of a session, which needs 30 s in the background.
      MobclickAgent.onPause(app);
      new Handler(Looper.getMainLooper()).postDelayed(() -> MobclickAgent.onResume(app), 33_000);
    }
  }
}
