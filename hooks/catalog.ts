/** Everything that is watched, in reading order. To add something, write its file and put it here; the file's name is its id. */
import { coroutines } from "./async/coroutines.js";
import { executors } from "./async/executors.js";
import { forkJoin } from "./async/fork_join.js";
import { handlers } from "./async/handlers.js";
import { threads } from "./async/threads.js";
import { base64, resolveBase64 } from "./crypto/base64.js";
import { cipher, resolveCipher } from "./crypto/cipher.js";
import { digest, resolveDigest } from "./crypto/digest.js";
import { gunzip } from "./crypto/gunzip.js";
import { gzip, resolveGzip } from "./crypto/gzip.js";
import { resolveKept } from "./crypto/kept.js";
import { mac, resolveMac } from "./crypto/mac.js";
import { ttencrypt } from "./crypto/ttencrypt.js";
import { accounts } from "./device/accounts.js";
import { activity } from "./device/activity.js";
import { advertisingId } from "./device/advertising_id.js";
import { androidId } from "./device/android_id.js";
import { bluetooth } from "./device/bluetooth.js";
import { clipboard, resolveClipboard } from "./device/clipboard.js";
import { content, resolveContent } from "./device/content.js";
import { files } from "./device/files.js";
import { hardware, resolveHardware } from "./device/hardware.js";
import { interfaces } from "./device/interfaces.js";
import { location, resolveLocation } from "./device/location.js";
import { model } from "./device/model.js";
import { networkState } from "./device/network_state.js";
import { oaid } from "./device/oaid.js";
import { packages, resolvePackages } from "./device/packages.js";
import { resolveReadings } from "./device/reading.js";
import { recording } from "./device/recording.js";
import { resolveSensors, sensors } from "./device/sensors.js";
import { resolveServices, services } from "./device/services.js";
import { resolveTelephony, telephonyManager } from "./device/telephony.js";
import { resolveWifi, wifi } from "./device/wifi.js";
import { resolveBuffers } from "./engine/buffers.js";
import { resolveHandover } from "./engine/handover.js";
import { resolveValues } from "./engine/values.js";
import type { Device, Network, Sdk } from "./engine/vocabulary.js";
import { apache, resolveApache } from "./network/apache.js";
import { channels, resolveChannels } from "./network/channels.js";
import { resolveConnections } from "./network/connections.js";
import { cronet } from "./network/cronet.js";
import { engine, resolveEngine } from "./network/engine.js";
import { jdk, resolveJdk } from "./network/jdk.js";
import { ktor, resolveKtor } from "./network/ktor.js";
import { okhttp, resolveOkHttp } from "./network/okhttp.js";
import { sockets } from "./network/sockets.js";
import { tls } from "./network/tls.js";
import { resolveUrlConnection, urlconnection } from "./network/urlconnection.js";
import { resolveWebview, webview } from "./network/webview.js";
import { adbrix } from "./sdks/adbrix.js";
import { airbridge } from "./sdks/airbridge.js";
import { airship } from "./sdks/airship.js";
import { alipay } from "./sdks/alipay.js";
import { adjust } from "./sdks/adjust.js";
import { amplitude } from "./sdks/amplitude.js";
import { apmplus } from "./sdks/apmplus.js";
import { appcenter } from "./sdks/appcenter.js";
import { applog } from "./sdks/applog.js";
import { applovin } from "./sdks/applovin.js";
import { bdturing } from "./sdks/bdturing.js";
import { branch } from "./sdks/branch.js";
import { braze } from "./sdks/braze.js";
import { clarity } from "./sdks/clarity.js";
import { clevertap } from "./sdks/clevertap.js";
import { crashlytics } from "./sdks/crashlytics.js";
import { customerio } from "./sdks/customerio.js";
import { datadog } from "./sdks/datadog.js";
import { firebaseAnalytics } from "./sdks/firebase_analytics.js";
import { flurry } from "./sdks/flurry.js";
import { flyverify } from "./sdks/flyverify.js";
import { geetest } from "./sdks/geetest.js";
import { getui } from "./sdks/getui.js";
import { googleAds } from "./sdks/google_ads.js";
import { hackle } from "./sdks/hackle.js";
import { huawei } from "./sdks/huawei.js";
import { instabug } from "./sdks/instabug.js";
import { intercom } from "./sdks/intercom.js";
import { jpush } from "./sdks/jpush.js";
import { kakao } from "./sdks/kakao.js";
import { kochava } from "./sdks/kochava.js";
import { leanplum } from "./sdks/leanplum.js";
import { mintegral } from "./sdks/mintegral.js";
import { mobstat } from "./sdks/mobstat.js";
import { mparticle } from "./sdks/mparticle.js";
import { naver } from "./sdks/naver.js";
import { newrelic } from "./sdks/newrelic.js";
import { pangle } from "./sdks/pangle.js";
import { revenuecat } from "./sdks/revenuecat.js";
import { sensorsData } from "./sdks/sensors_data.js";
import { shumei } from "./sdks/shumei.js";
import { singular } from "./sdks/singular.js";
import { talkingdata } from "./sdks/talkingdata.js";
import { thinkingdata } from "./sdks/thinkingdata.js";
import { tiktok } from "./sdks/tiktok.js";
import { wechat } from "./sdks/wechat.js";
import { appmetrica } from "./sdks/appmetrica.js";
import { appsflyer } from "./sdks/appsflyer.js";
import { bugly } from "./sdks/bugly.js";
import { bugsnag } from "./sdks/bugsnag.js";
import { facebook } from "./sdks/facebook.js";
import { mixpanel } from "./sdks/mixpanel.js";
import { onesignal } from "./sdks/onesignal.js";
import { posthog } from "./sdks/posthog.js";
import { segment } from "./sdks/segment.js";
import { sentry } from "./sdks/sentry.js";
import { statsig } from "./sdks/statsig.js";
import { umeng } from "./sdks/umeng.js";
import { resolveTyped, typed } from "./text/typed.js";

export const networks: Network[] = [
    tls,
    engine,
    sockets,
    channels,
    ktor,
    okhttp,
    urlconnection,
    jdk,
    apache,
    cronet,
    webview,
];
export const sdks: Sdk[] = [
    adbrix,
    airbridge,
    airship,
    alipay,
    adjust,
    amplitude,
    apmplus,
    appcenter,
    applog,
    applovin,
    bdturing,
    branch,
    braze,
    clarity,
    clevertap,
    crashlytics,
    customerio,
    datadog,
    firebaseAnalytics,
    flurry,
    flyverify,
    geetest,
    getui,
    googleAds,
    hackle,
    huawei,
    instabug,
    intercom,
    jpush,
    kakao,
    kochava,
    leanplum,
    mintegral,
    mobstat,
    mparticle,
    naver,
    newrelic,
    pangle,
    revenuecat,
    sensorsData,
    shumei,
    singular,
    talkingdata,
    thinkingdata,
    tiktok,
    wechat,
    appmetrica,
    appsflyer,
    bugly,
    bugsnag,
    facebook,
    mixpanel,
    onesignal,
    posthog,
    segment,
    sentry,
    statsig,
    umeng,
];
export const devices: Device[] = [
    accounts,
    activity,
    advertisingId,
    androidId,
    bluetooth,
    clipboard,
    content,
    files,
    hardware,
    interfaces,
    location,
    model,
    networkState,
    oaid,
    packages,
    recording,
    sensors,
    services,
    telephonyManager,
    wifi,
];
export const crypto: Network[] = [
    base64,
    cipher,
    digest,
    gunzip,
    gzip,
    mac,
    ttencrypt,
];
export const texts: Network[] = [typed];
export const carriers: Network[] = [
    coroutines,
    executors,
    forkJoin,
    handlers,
    threads,
];

/** Looks up, on the agent's thread, every class and method the hooks will ask for on the app's threads. */
export function resolveAll(): void {
    for (const resolve of [
        resolveHandover,
        resolveValues,
        resolveBuffers,
        resolveConnections,
        resolveEngine,
        resolveChannels,
        resolveKtor,
        resolveOkHttp,
        resolveUrlConnection,
        resolveKept,
        resolveBase64,
        resolveJdk,
        resolveApache,
        resolveWebview,
        resolveCipher,
        resolveDigest,
        resolveGzip,
        resolveMac,
        resolveReadings,
        resolveHardware,
        resolveTelephony,
        resolveWifi,
        resolveClipboard,
        resolveContent,
        resolveLocation,
        resolvePackages,
        resolveSensors,
        resolveServices,
        resolveTyped,
    ])
        resolve();
}
