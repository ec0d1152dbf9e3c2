using Wasilo.WhatsApp.Crypto;

namespace Wasilo.WhatsApp.Signal;

/// <summary>A device's public keys as the server hands them out, to write to it first.</summary>
/// <param name="RegistrationId">The device's; 0 is a number like any other (Baileys makes such).</param>
/// <param name="Identity">Its identity key.</param>
/// <param name="SignedPreKeyId">Which of its signed prekeys this is.</param>
/// <param name="SignedPreKey">Its signed prekey.</param>
/// <param name="SignedPreKeySignature">The identity key's, over the signed prekey with its type byte.</param>
/// <param name="PreKeyId">Which of its one-time prekeys it is; null together with the key if the server had none left.</param>
/// <param name="PreKey">Its one-time prekey.</param>
internal sealed record PreKeyBundle(
    uint RegistrationId,
    PublicKey Identity,
    uint SignedPreKeyId,
    PublicKey SignedPreKey,
    ReadOnlyMemory<byte> SignedPreKeySignature,
    uint? PreKeyId,
    PublicKey? PreKey);
