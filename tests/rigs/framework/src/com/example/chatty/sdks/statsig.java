package com.example.chatty.sdks;

import android.app.Application;
import android.os.Handler;
import android.os.Looper;
import com.example.chatty.Plant;
import com.example.chatty.Sdk;
import com.statsig.androidsdk.Statsig;
import com.statsig.androidsdk.StatsigOptions;
import com.statsig.androidsdk.StatsigUser;
import java.util.Map;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;

public class statsig implements Sdk {
  @Override
  public void init(Application app) {
    StatsigUser user = new StatsigUser(Plant.USER);
    user.setEmail(Plant.EMAIL);
    Statsig.initializeAsync(app, "client-0123456789abcdef", user, null, new StatsigOptions());
  }

  @Override
  public void send(Application app, int round) {
    Statsig.logEvent("chat_sent", (double) round, Map.of("prompt", Plant.PROMPT));
    // The event is put down by a coroutine: a flush at once may come before it.
    new Handler(Looper.getMainLooper()).postDelayed(statsig::flush, 500);
  }

  private static void flush() {
    Statsig.flush(
        new Continuation<Unit>() {
          @Override
          public CoroutineContext getContext() {
            return EmptyCoroutineContext.INSTANCE;
          }

          @Override
          public void resumeWith(Object result) {}
        });
  }
}
