/** Naver's login, by Naver. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const OLD = "com.navercorp.nid.NaverIdLoginSDK";
const NEW = "com.navercorp.nid.NidOAuth";
const SOURCE = "github naver/naveridlogin-sdk-android, NaverIdLoginSDK.kt and NidOAuth.kt";

export const naver = defineSdk({
    id: "naver",
    product: "naver-login",
    markers: {
        classes: [OLD, NEW, "com.navercorp.nid.oauth.activity.NidOAuthBridgeActivity"],
        strings: ["nid.naver.com"],
    },
    hooks: [
        ...calls(OLD, SOURCE, {
            init: ["initialize(Context, String client, String, String client_name)"],
            identify: ["authenticate(Context, .oauth.OAuthLoginCallback)", "logout()"],
            read: ["getAccessToken(): String"],
        }),
        ...calls(NEW, SOURCE, {
            init: ["initialize(Context, String client, String, String client_name)"],
            identify: ["requestLogin(Context, .oauth.util.NidOAuthCallback)"],
            read: ["getAccessToken(): String"],
        }),
    ],
});
