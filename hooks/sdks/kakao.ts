/** Kakao's login, by Kakao. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const SDK = "com.kakao.sdk.common.KakaoSdk";
const USER = "com.kakao.sdk.user.UserApiClient";
const SOURCE = "Kakao's reference of its SDK for Android, KakaoSdk and UserApiClient";

export const kakao = defineSdk({
    id: "kakao",
    product: "kakao-login",
    markers: { classes: [SDK, USER, "com.kakao.sdk.auth.AuthCodeHandlerActivity"], strings: ["kauth.kakao.com"] },
    hooks: [
        ...calls(SDK, SOURCE, {
            init: [
                "static init(Context, String app_key)",
                "static init(Context, String app_key, String custom_scheme)",
            ],
        }),
        ...calls(USER, SOURCE, {
            identify: [
                "loginWithKakaoTalk(Context, int, String nonce, List channels, List service_terms, Function2)",
                "loginWithKakaoAccount(Context, List prompts, List scopes, String nonce, List channels, List service_terms, String login_hint, Function2)",
                "me(boolean, List property_keys, Function2)",
            ],
        }),
    ],
});
