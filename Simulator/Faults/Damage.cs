using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Faults;

/// <summary>Changes what is encrypted in a stanza, so that it isn't authentic any more.</summary>
internal static class Damage
{
    public static Node To(Node stanza) => new(
        stanza.Tag, stanza.Attributes, NodeContent.Of([.. stanza.Children.Select(static child => child.Tag == "enc" ? ToCiphertext(child) : child)]));

    // At the end: of messages between devices that is the message code, of group messages the signature.
    private static Node ToCiphertext(Node enc)
    {
        var bytes = enc.Bytes.ToArray();
        bytes[^1] ^= 1;
        return new Node(enc.Tag, enc.Attributes, bytes);
    }
}
