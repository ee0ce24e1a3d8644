package com.example.chatty.sdks;

import android.app.Application;
import android.content.ComponentName;
import android.content.Intent;
import com.example.chatty.Plant;
import com.example.chatty.Sdk;
import io.appmetrica.analytics.AppMetrica;
import io.appmetrica.analytics.AppMetricaConfig;
import io.appmetrica.analytics.internal.AppMetricaService;
import java.util.Map;
import org.robolectric.Robolectric;
import org.robolectric.Shadows;

public class appmetrica implements Sdk {
  @Override
  public void init(Application app) {
    // Its own service does the sending; Android would start that in a process of its own.
    Intent bind = new Intent(app, AppMetricaService.class);
    bind.setAction("io.appmetrica.analytics.IAppMetricaService");
    AppMetricaService service = Robolectric.buildService(AppMetricaService.class).create().get();
    Shadows.shadowOf(app)
        .setComponentNameAndServiceForBindService(
            new ComponentName(app, AppMetricaService.class), service.onBind(bind));
    AppMetrica.activate(
        app,
        AppMetricaConfig.newConfigBuilder("11111111-2222-3333-4444-555555555555")
            .withUserProfileID(Plant.USER)
            .withLogs()
            .build());
    AppMetrica.resumeSession(null);
  }

  @Override
  public void send(Application app, int round) {
    AppMetrica.reportEvent("chat_sent", Map.of("prompt", Plant.PROMPT, "email", Plant.EMAIL));
    AppMetrica.sendEventsBuffer();
  }
}
