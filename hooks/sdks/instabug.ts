/** Instabug's bug reports and surveys, by Instabug. */
import { calls } from "../engine/declared.js";
import { defineSdk } from "../engine/vocabulary.js";

const CLS = "com.instabug.library.Instabug";
const SOURCE = "Maven Central com.instabug.library:instabug-core 9.1.4 and 15.0.1";

export const instabug = defineSdk({
    id: "instabug",
    product: "instabug",
    markers: { classes: [CLS], strings: ["api.instabug.com"] },
    hooks: [
        ...calls(CLS, SOURCE, {
            identify: [
                "static identifyUser(String name_of_user, String email)",
                "static identifyUser(String name_of_user, String email, String id)",
                "static setUserData(String data)",
                "static setUserAttribute(String key, String value)",
                "static addTags(String[] tags)",
            ],
            track: ["static logUserEvent(String name)", "static addFileAttachment(Uri file, String file_name)"],
        }),
        ...calls(`${CLS}$Builder`, SOURCE, { init: ["build()"] }),
    ],
});
