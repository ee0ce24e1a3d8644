package android.view.inputmethod;

public interface InputConnection {
    boolean commitText(CharSequence text, int newCursorPosition);

    boolean deleteSurroundingText(int beforeLength, int afterLength);
}
