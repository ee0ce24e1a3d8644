package com.bun.miitmdid.core;

import android.content.Context;
import com.bun.miitmdid.interfaces.IIdentifierListener;
import com.bun.miitmdid.interfaces.IdSupplier;

/** Answers at once, as the library does on phones whose maker's class is in the framework. */
public class MdidSdkHelper {
  public static int InitSdk(Context context, boolean log, IIdentifierListener listener) {
    listener.onSupport(new x());
    return 0;
  }

  private static final class x implements IdSupplier {
    @Override public String getOAID() { return "0a1b2c3d4e5f6071"; }
    @Override public String getVAID() { return "1b2c3d4e5f607182"; }
    @Override public String getAAID() { return "2c3d4e5f60718293"; }
  }
}
