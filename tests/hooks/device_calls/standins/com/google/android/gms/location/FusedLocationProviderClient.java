package com.google.android.gms.location;

public interface FusedLocationProviderClient {
  Object getLastLocation();
  Object requestLocationUpdates(Object request, Object callback, Object looper);
  Object getCurrentLocation(int priority, Object token);
}
