package com.example.chatty.sdks;

import android.app.Application;
import com.example.chatty.Plant;
import com.example.chatty.Sdk;
import com.tencent.bugly.crashreport.CrashReport;

public class bugly implements Sdk {
  @Override
  public void init(Application app) {
    CrashReport.initCrashReport(app, "900000001", true);
    CrashReport.setUserId(Plant.USER);
  }

  @Override
  public void send(Application app, int round) {
    CrashReport.putUserData(app, "email", Plant.EMAIL);
    CrashReport.postCatchedException(new IllegalStateException("chat failed: " + Plant.PROMPT));
  }
}
