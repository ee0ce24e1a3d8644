package android.view.inputmethod;

import android.text.Editable;

/** As Android has it, of a field that is gone. */
public class BaseInputConnection {
    public boolean commitText(CharSequence text, int at) { return true; }

    public boolean setComposingText(CharSequence text, int at) { return true; }

    public boolean finishComposingText() { return true; }

    public boolean deleteSurroundingText(int before, int after) { return true; }

    public Editable getEditable() { return null; }
}
