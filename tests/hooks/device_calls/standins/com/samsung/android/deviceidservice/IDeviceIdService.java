package com.samsung.android.deviceidservice;

public interface IDeviceIdService {
  abstract class Stub {
    public static final class Proxy {
      public String getOAID() { return "0a1b2c3d4e5f6074"; }
      public String getVAID(String app) { return "1b2c3d4e5f607184"; }
      public String getAAID(String app) { return "2c3d4e5f60718295"; }
    }
  }
}
