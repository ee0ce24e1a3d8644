package com.example.chatty;

import android.app.Activity;
import android.os.Bundle;
import android.widget.TextView;

/** The app's one screen. */
public class Chat extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    TextView text = new TextView(this);
    text.setText(Plant.PROMPT);
    setContentView(text);
  }
}
