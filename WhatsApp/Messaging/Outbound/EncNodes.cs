using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Signal;

namespace Wasilo.WhatsApp.Messaging.Outbound;

/// <summary>Ciphertext in stanzas.</summary>
internal static class EncNodes
{
    /// <summary>The version of the encryption with padding; the other one is Messenger's.</summary>
    internal const string Version = "2";

    /// <summary><c>&lt;enc v="2" type="msg|pkmsg" [mediatype] [decrypt-fail] [count]&gt;</c></summary>
    internal static Node Of(SignalCiphertext ciphertext, string? mediaType = null, string? decryptFail = null, string? count = null) =>
        Of(ciphertext.Kind == CiphertextKind.PreKeyMessage ? "pkmsg" : "msg", ciphertext.Bytes, mediaType, decryptFail, count);

    /// <summary><c>&lt;enc v="2" type="skmsg" [mediatype] [decrypt-fail]&gt;</c></summary>
    internal static Node OfGroup(byte[] ciphertext, string? mediaType, string? decryptFail) =>
        Of("skmsg", ciphertext, mediaType, decryptFail, null);

    /// <summary>What proves that this device belongs to its account; beside every prekey message.</summary>
    internal static Node DeviceIdentity(ReadOnlyMemory<byte> account) => new("device-identity", content: account.ToArray());

    private static Node Of(string type, byte[] bytes, string? mediaType, string? decryptFail, string? count) => new(
        "enc",
        [("v", Version), ("type", type), ("mediatype", mediaType), ("decrypt-fail", decryptFail), ("count", count)],
        bytes);
}
