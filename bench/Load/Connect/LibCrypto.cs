using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Wasilo.Load.Connect;

/// <summary>X25519 as OpenSSL has it, called as one would call it instead of our own: with keys that come as bytes.</summary>
internal static partial class LibCrypto
{
    private const string Library = "libcrypto.so.3";

    /// <summary>NID_X25519.</summary>
    private const int X25519 = 1034;

    /// <summary>Whether this machine has it.</summary>
    public static bool IsThere { get; } = NativeLibrary.TryLoad(Library, out _);

    /// <summary>The shared secret of a private and a public key.</summary>
    public static void Agree(byte[] secret, byte[] privateKey, byte[] publicKey)
    {
        var ours = NewPrivateKey(X25519, 0, privateKey, (nuint)privateKey.Length);
        var theirs = NewPublicKey(X25519, 0, publicKey, (nuint)publicKey.Length);
        var context = NewContext(ours, 0);
        try
        {
            var length = (nuint)secret.Length;
            if (BeginDerive(context) != 1 || SetPeer(context, theirs) != 1 || Derive(context, secret, ref length) != 1)
                throw new CryptographicException("libcrypto refused an agreement of two keys.");
        }
        finally
        {
            FreeContext(context);
            FreeKey(theirs);
            FreeKey(ours);
        }
    }

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_new_raw_private_key")]
    private static partial nint NewPrivateKey(int type, nint engine, byte[] key, nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_new_raw_public_key")]
    private static partial nint NewPublicKey(int type, nint engine, byte[] key, nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_CTX_new")]
    private static partial nint NewContext(nint key, nint engine);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_derive_init")]
    private static partial int BeginDerive(nint context);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_derive_set_peer")]
    private static partial int SetPeer(nint context, nint peer);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_derive")]
    private static partial int Derive(nint context, byte[] secret, ref nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_CTX_free")]
    private static partial void FreeContext(nint context);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_free")]
    private static partial void FreeKey(nint key);
}
