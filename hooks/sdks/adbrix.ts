/** adbrix's analytics and attribution, by IGAWorks. */
import { calls } from "../engine/declared.js";
import { fieldsOf } from "../engine/objects.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "com.igaworks.v2.core.AdBrixRm";
const SOURCE = "adbrix's guide to its SDK for Android; its Flutter and React Native plugins on GitHub";

export const adbrix = defineSdk({
    id: "adbrix",
    product: "adbrix",
    markers: { classes: [CLS, "com.igaworks.v2.core.application.AbxActivityHelper"] },
    hooks: calls(
        CLS,
        SOURCE,
        {
            identify: [
                "static login(String id)",
                "static setAge(int age)",
                "static setGender($AbxGender gender)",
                "static saveUserProperties($UserProperties properties)",
                "static setLocation(double latitude, double longitude)",
            ],
            track: ["static event(String name)", "static event(String name, $AttrModel attributes)"],
            consent: ["static gdprForgetMe(Context)"],
        },
        {
            saveUserProperties: ({ args: [properties] }) => ({
                title: "saveUserProperties",
                value: fieldsOf(properties),
            }),
        },
    ),
});
