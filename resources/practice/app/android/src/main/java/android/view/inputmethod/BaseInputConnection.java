package android.view.inputmethod;

import android.text.Editable;
import android.text.SpannableStringBuilder;
import android.view.View;

public class BaseInputConnection implements InputConnection {
    final View mTargetView;
    private final Editable own = new SpannableStringBuilder();

    public BaseInputConnection(View targetView, boolean fullEditor) {
        mTargetView = targetView;
    }

    public Editable getEditable() {
        return own;
    }

    @Override
    public boolean commitText(CharSequence text, int newCursorPosition) {
        getEditable().append(text);
        return true;
    }

    @Override
    public boolean deleteSurroundingText(int beforeLength, int afterLength) {
        Editable text = getEditable();
        text.delete(Math.max(0, text.length() - beforeLength), text.length());
        return true;
    }
}
