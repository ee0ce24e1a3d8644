/** Alipay's payment and login, by Alipay. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const SOURCE = "Maven Central com.alipay.sdk:alipaysdk-android 15.8.12 and 15.8.40";

export const alipay = defineSdk({
    id: "alipay",
    product: "alipay",
    markers: {
        classes: ["com.alipay.sdk.app.PayTask", "com.alipay.sdk.app.H5PayActivity"],
        strings: ["mobilegw.alipay.com"],
    },
    hooks: [
        ...calls("com.alipay.sdk.app.PayTask", SOURCE, {
            track: [
                "pay(String order, boolean show_loading): String",
                "payV2(String order, boolean show_loading): Map",
                "payInterceptorWithUrl(String url, boolean show_loading, .H5PayCallback): boolean",
            ],
            read: ["fetchTradeToken(): String"],
        }),
        ...calls("com.alipay.sdk.app.AuthTask", SOURCE, {
            identify: [
                "auth(String order, boolean show_loading): String",
                "authV2(String order, boolean show_loading): Map",
            ],
        }),
    ],
});
