using System.Security.Cryptography;
using System.Text;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.Simulator.Registration;

/// <summary>
/// A pairing code that was typed into a phone. Code and two ephemeral keys give both sides a secret, under which the client sends what
/// becomes the secret that a QR code would have held.
/// </summary>
internal sealed class EnteredCode
{
    private const int SaltLength = 32;
    private const int RandomLength = 32;
    private const int ContentLength = PublicKey.Length + PublicKey.Length + RandomLength;
    private const int BundleLength = SaltLength + AesGcmSeal.NonceLength + ContentLength + AesGcmSeal.TagLength;

    private readonly KeyPair _ephemeral;
    private readonly PublicKey _clientEphemeral;

    public EnteredCode(Phone phone, string code, CodeRequest request, IRandomSource random, long enteredAt)
    {
        Phone = phone;
        EnteredAt = enteredAt;
        _ephemeral = KeyPair.Generate(random);
        _clientEphemeral = CodeEnvelope.Open(code, request.WrappedEphemeral);
        Hello = new Node("link_code_companion_reg", [("stage", "primary_hello")], NodeContent.Of(
            new Node("link_code_pairing_wrapped_primary_ephemeral_pub", content: CodeEnvelope.Seal(code, _ephemeral.PublicKey, random)),
            new Node("primary_identity_pub", content: phone.AccountKey.PublicKey.ToRaw()),
            new Node("link_code_pairing_ref", content: Encoding.UTF8.GetBytes(request.Reference))));
    }

    public Phone Phone { get; }

    public long EnteredAt { get; }

    /// <summary>What the client gets to hear of it.</summary>
    public Node Hello { get; }

    public TaskCompletionSource<Device> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// Opens the client's key bundle: salt || nonce || AES-GCM of its identity, ours and its random bytes. Gives the secret of the
    /// pairing, or null if the code was another one or the bundle is for someone else.
    /// </summary>
    /// <exception cref="Wasilo.WhatsApp.Errors.InvalidKeyException">A key has small order.</exception>
    public byte[]? OpenBundle(ReadOnlySpan<byte> bundle, PublicKey clientIdentity)
    {
        if (bundle.Length != BundleLength)
            return null;
        var shared = new byte[PublicKey.Length];
        _ephemeral.Agree(_clientEphemeral, shared);
        var key = HKDF.DeriveKey(
            HashAlgorithmName.SHA256, shared, AesGcmSeal.KeyLength, bundle[..SaltLength].ToArray(),
            "link_code_pairing_key_bundle_encryption_key"u8.ToArray());
        using var cipher = AesGcmSeal.Create(key);
        var content = new byte[ContentLength];
        if (!AesGcmSeal.TryOpen(
            cipher, content, bundle[(SaltLength + AesGcmSeal.NonceLength)..], bundle.Slice(SaltLength, AesGcmSeal.NonceLength), []))
        {
            return null;
        }

        byte[] identities = [.. clientIdentity.ToRaw(), .. Phone.AccountKey.PublicKey.ToRaw()];
        if (!content.AsSpan(0, identities.Length).SequenceEqual(identities))
            return null;
        var identitySecret = new byte[PublicKey.Length];
        Phone.AccountKey.Agree(clientIdentity, identitySecret);
        return HKDF.DeriveKey(
            HashAlgorithmName.SHA256, [.. shared, .. identitySecret, .. content[identities.Length..]],
            QrCode.SecretLength, null, "adv_secret"u8.ToArray());
    }
}

/// <summary>A client's wish to be linked to a number by code.</summary>
/// <param name="Number">The phone's.</param>
/// <param name="WrappedEphemeral">Its ephemeral key, sealed with the code that it shows.</param>
/// <param name="Reference">Our name for it.</param>
internal sealed record CodeRequest(string Number, byte[] WrappedEphemeral, string Reference);
