using System.Security.Cryptography;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Noise;

/// <summary>The SymmetricState of the Noise Protocol Framework (revision 34, 5.2) for Noise_XX_25519_AESGCM_SHA256.</summary>
/// <remarks>
/// Whatever either side sends or receives goes into the hash, and the hash is bound into every ciphertext: a change anywhere shows at
/// the next one.
/// </remarks>
internal sealed class NoiseSymmetricState : IDisposable
{
    private const int HashLength = SHA256.HashSizeInBytes;

    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _hash = new byte[HashLength];
    private readonly byte[] _chainingKey = new byte[HashLength];
    private AesGcm? _cipher;
    private NoiseNonce _nonce;

    internal NoiseSymmetricState(ReadOnlySpan<byte> prologue)
    {
        // A name of at most 32 bytes is the first hash itself, padded with zeros (5.2, InitializeSymmetric).
        "Noise_XX_25519_AESGCM_SHA256"u8.CopyTo(_hash);
        _hash.CopyTo(_chainingKey, 0);
        MixHash(prologue);
    }

    internal ReadOnlySpan<byte> Hash => _hash;

    internal ReadOnlySpan<byte> ChainingKey => _chainingKey;

    internal void MixHash(ReadOnlySpan<byte> data)
    {
        _sha256.AppendData(_hash);
        _sha256.AppendData(data);
        _sha256.GetHashAndReset(_hash);
    }

    /// <summary>Mixes the secret that the two keys share into the chaining key, and takes a new cipher key out of it.</summary>
    internal void MixKey(KeyPair ours, PublicKey theirs)
    {
        Span<byte> secret = stackalloc byte[PublicKey.Length];
        Span<byte> cipherKey = stackalloc byte[AesGcmSeal.KeyLength];
        ours.Agree(theirs, secret);
        Derive(secret, _chainingKey, cipherKey);
        _cipher?.Dispose();
        _cipher = AesGcmSeal.Create(cipherKey);
        _nonce = new NoiseNonce();
        CryptographicOperations.ZeroMemory(secret);
        CryptographicOperations.ZeroMemory(cipherKey);
    }

    internal byte[] EncryptAndHash(ReadOnlySpan<byte> plaintext)
    {
        byte[] ciphertext = new byte[plaintext.Length + AesGcmSeal.TagLength];
        Span<byte> nonce = stackalloc byte[AesGcmSeal.NonceLength];
        _nonce.WriteNext(nonce);
        AesGcmSeal.Seal(Cipher, ciphertext, plaintext, nonce, _hash);
        MixHash(ciphertext);
        return ciphertext;
    }

    /// <param name="ciphertext">What was received.</param>
    /// <param name="part">What it is called in the error.</param>
    /// <exception cref="HandshakeDecryptionException">It isn't authentic.</exception>
    internal byte[] DecryptAndHash(ReadOnlySpan<byte> ciphertext, string part)
    {
        byte[] plaintext = new byte[Math.Max(0, ciphertext.Length - AesGcmSeal.TagLength)];
        Span<byte> nonce = stackalloc byte[AesGcmSeal.NonceLength];
        _nonce.WriteNext(nonce);
        if (!AesGcmSeal.TryOpen(Cipher, plaintext, ciphertext, nonce, _hash))
            throw new HandshakeDecryptionException(part);
        MixHash(ciphertext);
        return plaintext;
    }

    /// <summary>The two transport keys at the end of the handshake: what the client writes with, and what the server does.</summary>
    internal NoiseTransport Split(bool isClient)
    {
        Span<byte> clientKey = stackalloc byte[AesGcmSeal.KeyLength];
        Span<byte> serverKey = stackalloc byte[AesGcmSeal.KeyLength];
        Derive([], clientKey, serverKey);
        var transport = isClient ? new NoiseTransport(clientKey, serverKey) : new NoiseTransport(serverKey, clientKey);
        CryptographicOperations.ZeroMemory(clientKey);
        CryptographicOperations.ZeroMemory(serverKey);
        return transport;
    }

    public void Dispose()
    {
        _sha256.Dispose();
        _cipher?.Dispose();
        CryptographicOperations.ZeroMemory(_chainingKey);
    }

    private AesGcm Cipher => _cipher ?? throw new InvalidOperationException("No key has been mixed in yet.");

    /// <summary>HKDF with two outputs, as the framework defines it (4.3), with the chaining key as salt.</summary>
    /// <remarks>Not the base library's HKDF: the last derivation has an empty input key, which that one refuses over OpenSSL 3.0.</remarks>
    private void Derive(ReadOnlySpan<byte> inputKey, Span<byte> first, Span<byte> second)
    {
        Span<byte> extracted = stackalloc byte[HashLength];
        Span<byte> block = stackalloc byte[HashLength + 1];
        Span<byte> secondOutput = stackalloc byte[HashLength];
        HMACSHA256.HashData(_chainingKey, inputKey, extracted);
        HMACSHA256.HashData(extracted, [1], block);
        block[HashLength] = 2;
        HMACSHA256.HashData(extracted, block, secondOutput);
        block[..HashLength].CopyTo(first);
        secondOutput.CopyTo(second);
        CryptographicOperations.ZeroMemory(extracted);
        CryptographicOperations.ZeroMemory(block);
        CryptographicOperations.ZeroMemory(secondOutput);
    }
}
