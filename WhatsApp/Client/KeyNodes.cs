using System.Buffers.Binary;
using System.Collections.Immutable;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Client;

/// <summary>A device's public keys as nodes: ids in three bytes, the registration id in four, keys without their type.</summary>
internal static class KeyNodes
{
    internal static byte[] Id(uint id) => [(byte)(id >> 16), (byte)(id >> 8), (byte)id];

    internal static Node Registration(uint registrationId)
    {
        byte[] bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, registrationId);
        return new Node("registration", content: bytes);
    }

    internal static Node KeyType { get; } = new("type", content: new[] { PublicKey.Type });

    internal static Node Identity(PublicKey key) => new("identity", content: key.Bytes.ToArray());

    internal static Node Of(PreKey key) => new("key", content: [.. IdAndValue(key.Id, key.Key.PublicKey)]);

    internal static Node Of(SignedPreKey key) =>
        new("skey", content: [.. IdAndValue(key.Id, key.Key.PublicKey), new Node("signature", content: key.Signature.ToArray())]);

    /// <summary>A number of up to four bytes.</summary>
    internal static uint? ReadNumber(Node? node)
    {
        if (node is null || node.Bytes.Length is 0 or > sizeof(uint))
            return null;
        uint number = 0;
        foreach (byte b in node.Bytes.Span)
            number = number << 8 | b;
        return number;
    }

    private static ImmutableArray<Node> IdAndValue(uint id, PublicKey key) =>
        [new Node("id", content: Id(id)), new Node("value", content: key.Bytes.ToArray())];
}
