package android.app;

import android.content.pm.ApplicationInfo;
import android.content.pm.PackageInfo;
import android.content.pm.PackageManager;
import com.practice.phone.Device;
import java.util.ArrayList;
import java.util.List;

public class ApplicationPackageManager extends PackageManager {
    @Override
    public PackageInfo getPackageInfo(String packageName, int flags) throws NameNotFoundException {
        for (PackageInfo installed : installed()) {
            if (installed.packageName.equals(packageName)) {
                return installed;
            }
        }
        throw new NameNotFoundException(packageName);
    }

    @Override
    public List<PackageInfo> getInstalledPackages(int flags) {
        return installed();
    }

    @Override
    public List<ApplicationInfo> getInstalledApplications(int flags) {
        List<ApplicationInfo> applications = new ArrayList<>();
        for (PackageInfo installed : installed()) {
            applications.add(installed.applicationInfo);
        }
        return applications;
    }

    private static List<PackageInfo> installed() {
        List<PackageInfo> found = new ArrayList<>();
        String names = Device.get("installed_apps");
        for (String name : (names.isEmpty() ? ContextImpl.PACKAGE : names).split(",")) {
            PackageInfo info = new PackageInfo();
            info.packageName = name.trim();
            info.versionName = name.trim().equals(ContextImpl.PACKAGE) ? "1.0.7" : "2.4";
            info.versionCode = name.trim().equals(ContextImpl.PACKAGE) ? 41 : 24;
            info.applicationInfo = new ApplicationInfo();
            info.applicationInfo.packageName = info.packageName;
            info.applicationInfo.processName = info.packageName;
            found.add(info);
        }
        return found;
    }
}
