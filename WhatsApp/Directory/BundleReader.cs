using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Signal;

namespace Wasilo.WhatsApp.Directory;

/// <summary>Reads a device's public keys, as the server hands them out and as retry receipts carry them.</summary>
/// <remarks>
/// <code>
/// &lt;registration&gt;BE32&lt;/registration&gt;&lt;type&gt;05&lt;/type&gt;&lt;identity&gt;32&lt;/identity&gt;
/// &lt;skey&gt;&lt;id&gt;BE24&lt;/id&gt;&lt;value&gt;32&lt;/value&gt;&lt;signature&gt;64&lt;/signature&gt;&lt;/skey&gt;
/// [&lt;key&gt;&lt;id&gt;BE24&lt;/id&gt;&lt;value&gt;32&lt;/value&gt;&lt;/key&gt;]
/// </code>
/// </remarks>
internal static class BundleReader
{
    /// <summary>Reads the keys that are children of a node; null if one that must be there isn't, or isn't a key.</summary>
    /// <param name="keys">The node: a user's, or <c>keys</c>.</param>
    /// <param name="registration">Where the registration id is; in the same node by default.</param>
    internal static PreKeyBundle? Read(Node keys, Node? registration = null)
    {
        var signed = keys.Child("skey");
        var oneTime = keys.Child("key");
        if (KeyNodes.ReadNumber(registration ?? keys.Child("registration")) is not { } registrationId
            || ReadKey(keys.Child("identity")) is not { } identity
            || KeyNodes.ReadNumber(signed?.Child("id")) is not { } signedId
            || ReadKey(signed?.Child("value")) is not { } signedKey
            || signed?.Child("signature") is not { Bytes.Length: XEdDsa.SignatureLength } signature)
        {
            return null;
        }

        // None is handed out when the server has run out of them; half a key is as good as none.
        var oneTimeId = KeyNodes.ReadNumber(oneTime?.Child("id"));
        var oneTimeKey = ReadKey(oneTime?.Child("value"));
        bool complete = oneTimeId is not null && oneTimeKey is not null;
        return new PreKeyBundle(
            RegistrationId: registrationId,
            Identity: identity,
            SignedPreKeyId: signedId,
            SignedPreKey: signedKey,
            SignedPreKeySignature: signature.Bytes,
            PreKeyId: complete ? oneTimeId : null,
            PreKey: complete ? oneTimeKey : null);
    }

    // 32 bytes in stanzas; some write Signal's 33.
    private static PublicKey? ReadKey(Node? node)
    {
        var bytes = node is null ? default : node.Bytes.Span;
        try
        {
            return bytes.Length switch
            {
                PublicKey.Length => PublicKey.FromRaw(bytes),
                PublicKey.TypedLength => PublicKey.FromTyped(bytes),
                _ => null,
            };
        }
        catch (InvalidKeyException)
        {
            return null;
        }
    }
}
