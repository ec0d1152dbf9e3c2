namespace Wasilo.WhatsApp.Signal;

/// <summary>The two forms of a message between two devices.</summary>
internal enum CiphertextKind
{
    /// <summary><c>msg</c>: for a session that the other side has.</summary>
    Message,

    /// <summary><c>pkmsg</c>: carries what the other side needs to make the session.</summary>
    PreKeyMessage,
}

/// <summary>An encrypted message to one device.</summary>
internal readonly record struct SignalCiphertext(CiphertextKind Kind, byte[] Bytes);
