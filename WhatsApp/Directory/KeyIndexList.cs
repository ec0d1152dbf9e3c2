using Google.Protobuf;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.WhatsApp.Directory;

/// <summary>Which of an account's devices are valid, as the account's phone has signed it.</summary>
internal sealed class KeyIndexList
{
    private readonly HashSet<uint> _valid;
    private readonly uint _current;

    private KeyIndexList(ADVKeyIndexList list)
    {
        _valid = [.. list.ValidIndexes];
        _current = list.CurrentIndex;
    }

    private static ReadOnlySpan<byte> Prefix => [6, 2];

    /// <summary>Reads it if its signature holds; else null.</summary>
    /// <param name="encoded">An ADVSignedKeyIndexList.</param>
    /// <param name="accountKey">The account's identity as it is known; without it, the key that the list names must do.</param>
    internal static KeyIndexList? Verify(ReadOnlySpan<byte> encoded, PublicKey? accountKey)
    {
        try
        {
            var signed = ADVSignedKeyIndexList.Parser.ParseFrom(encoded);
            if (signed.AccountSignatureKey.Length == PublicKey.Length)
            {
                var named = PublicKey.FromRaw(signed.AccountSignatureKey.Span);
                if (accountKey is { } known && known != named)
                    return null;
                accountKey = named;
            }

            byte[] message = [.. Prefix, .. signed.Details.Span];
            return accountKey is { } key && XEdDsa.Verify(key, message, signed.AccountSignature.Span)
                ? new KeyIndexList(ADVKeyIndexList.Parser.ParseFrom(signed.Details))
                : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    /// <summary>Whether a device is valid: the phone always, others by their index, or because they are newer than the list.</summary>
    internal bool Allows(DeviceEntry device) =>
        device.Number == 0 || device.KeyIndex is { } index && (index > _current || _valid.Contains(index));
}
