package android.widget;

import android.content.Context;
import android.text.Editable;
import android.text.InputType;
import android.text.SpannableStringBuilder;
import android.view.View;
import android.view.inputmethod.EditorInfo;
import android.view.inputmethod.InputConnection;
import com.android.internal.inputmethod.EditableInputConnection;

public class TextView extends View {
    private Editable text = new SpannableStringBuilder();
    private CharSequence hint;
    private int inputType = InputType.TYPE_CLASS_TEXT;

    public TextView(Context context) {
        super(context);
    }

    public CharSequence getText() {
        return text;
    }

    public Editable getEditableText() {
        return text;
    }

    public final void setText(CharSequence with) {
        text = new SpannableStringBuilder(with);
    }

    public CharSequence getHint() {
        return hint;
    }

    public final void setHint(CharSequence with) {
        hint = with;
    }

    public int getInputType() {
        return inputType;
    }

    public void setInputType(int type) {
        inputType = type;
    }

    public InputConnection onCreateInputConnection(EditorInfo outAttrs) {
        outAttrs.inputType = inputType;
        outAttrs.hintText = hint;
        return new EditableInputConnection(this);
    }
}
