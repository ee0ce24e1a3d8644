package android.location;

/** As much of Android's class as an SDK's caller needs. */
public class Location {
    private double latitude;
    private double longitude;

    public Location(String provider) {}

    public void setLatitude(double degrees) {
        latitude = degrees;
    }

    public void setLongitude(double degrees) {
        longitude = degrees;
    }

    public double getLatitude() {
        return latitude;
    }

    public double getLongitude() {
        return longitude;
    }
}
