package com.practice.chat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who is logged in: made up, with the e-mail address the user last wrote in a prompt. */
final class Account {
    static final String ID = "pu-20250115-0417";
    static final String NAME = "Mina Park";
    private static final Pattern EMAIL = Pattern.compile("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})*\\.[A-Za-z]{2,24}");

    private volatile String email = "mina.park@example.org";

    String email() {
        return email;
    }

    /** True if the prompt holds an address that was not known before. */
    boolean learnedFrom(String prompt) {
        Matcher found = EMAIL.matcher(prompt);
        if (!found.find() || found.group().equals(email)) {
            return false;
        }
        email = found.group();
        return true;
    }
}
