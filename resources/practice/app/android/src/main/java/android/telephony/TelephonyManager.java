package android.telephony;

import com.practice.phone.Device;

public class TelephonyManager {
    public String getNetworkOperatorName() {
        return Device.get("operator");
    }

    public String getNetworkOperator() {
        return Device.get("operator_numeric");
    }

    public String getNetworkCountryIso() {
        return Device.get("operator_country");
    }

    public String getSimOperatorName() {
        return Device.get("operator");
    }

    public String getSimOperator() {
        return Device.get("operator_numeric");
    }

    public String getSimCountryIso() {
        return Device.get("operator_country");
    }

    /** 13 is LTE. */
    public int getNetworkType() {
        return 13;
    }
}
