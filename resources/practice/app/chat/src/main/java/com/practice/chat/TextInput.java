package com.practice.chat;

import android.content.Context;
import android.view.inputmethod.EditorInfo;
import android.view.inputmethod.InputConnection;
import android.widget.EditText;

/** The text field, typed into as a keyboard does; plain text where the runtime has no widgets. */
final class TextInput {
    private static final int LIMIT = 20000;

    private final StringBuilder plain = new StringBuilder();
    private final EditText view;

    TextInput(Context context, String hint) {
        EditText made = null;
        try {
            made = new EditText(context);
            made.setHint(hint);
            made.setContentDescription("prompt");
        } catch (RuntimeException | LinkageError noWidgets) {
            System.err.println("no widgets: " + noWidgets);
        }
        view = made;
    }

    String text() {
        return view == null ? plain.toString() : view.getText().toString();
    }

    /** Past 20,000 characters nothing more is taken. */
    void type(String text) {
        if (text.isEmpty() || text().length() + text.length() > LIMIT) {
            return;
        }
        if (view == null) {
            plain.append(text);
        } else {
            connection().commitText(text, 1);
        }
    }

    void deleteLast() {
        String whole = text();
        if (whole.isEmpty()) {
            return;
        }
        int size = Character.charCount(whole.codePointBefore(whole.length()));
        if (view == null) {
            plain.setLength(plain.length() - size);
        } else {
            connection().deleteSurroundingText(size, 0);
        }
    }

    void clear() {
        plain.setLength(0);
        if (view != null) {
            view.setText("");
        }
    }

    private InputConnection connection() {
        return view.onCreateInputConnection(new EditorInfo());
    }
}
