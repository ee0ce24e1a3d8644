/** WeChat's login, sharing and payment (OpenSDK), by Tencent: it hands over to the WeChat app, not to the network. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const API = "com.tencent.mm.opensdk.openapi.IWXAPI";
const BASE = "com.tencent.mm.opensdk.openapi.BaseWXApiImplV10";
const FACTORY = "com.tencent.mm.opensdk.openapi.WXAPIFactory";
const SOURCE = "Maven Central com.tencent.mm.opensdk:wechat-sdk-android 6.8.0 and 6.8.34";
const REQUEST = "com.tencent.mm.opensdk.modelbase.BaseReq";

const LINES = {
    init: ["registerApp(String app): boolean", "registerApp(String app, long): boolean"],
    track: [
        `sendReq(${REQUEST} request): boolean`,
        `sendReq(${REQUEST} request, .SendReqCallback): boolean`,
        "sendResp(com.tencent.mm.opensdk.modelbase.BaseResp response): boolean",
    ],
};

export const wechat = defineSdk({
    id: "wechat",
    product: "wechat",
    markers: { classes: [API, FACTORY] },
    instances: [{ cls: FACTORY, method: "createWXAPI", of: API }],
    hooks: [...calls(BASE, SOURCE, LINES), ...calls(`interface ${API}`, SOURCE, LINES)],
});
