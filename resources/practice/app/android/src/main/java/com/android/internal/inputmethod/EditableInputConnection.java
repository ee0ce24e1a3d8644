package com.android.internal.inputmethod;

import android.text.Editable;
import android.view.inputmethod.BaseInputConnection;
import android.widget.TextView;

public class EditableInputConnection extends BaseInputConnection {
    private final TextView mTextView;

    public EditableInputConnection(TextView textview) {
        super(textview, true);
        mTextView = textview;
    }

    @Override
    public Editable getEditable() {
        return mTextView.getEditableText();
    }

    @Override
    public boolean commitText(CharSequence text, int newCursorPosition) {
        return super.commitText(text, newCursorPosition);
    }
}
