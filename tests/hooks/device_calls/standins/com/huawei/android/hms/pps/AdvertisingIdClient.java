package com.huawei.android.hms.pps;

public class AdvertisingIdClient {
  public static final class Info {
    public String getId() { return "0a1b2c3d-4e5f-6073-8293-a4b5c6d7e8f9"; }
  }
}
