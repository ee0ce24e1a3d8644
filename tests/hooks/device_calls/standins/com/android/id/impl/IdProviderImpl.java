package com.android.id.impl;

import android.content.Context;

public class IdProviderImpl {
  public String getUDID(Context context) { return "3d4e5f6071829304"; }
  public String getOAID(Context context) { return "0a1b2c3d4e5f6072"; }
  public String getVAID(Context context) { return "1b2c3d4e5f607183"; }
  public String getAAID(Context context) { return "2c3d4e5f60718294"; }
}
