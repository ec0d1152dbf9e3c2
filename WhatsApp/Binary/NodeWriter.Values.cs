using System.Text;

namespace Wasilo.WhatsApp.Binary;

/// <summary>
/// Strings and jids, each in its shortest form: token, nibbles, hex, UTF-8. A string is never taken for a jid because it has
/// an @ in it: what a user wrote stays text.
/// </summary>
internal ref partial struct NodeWriter
{
    // UTF-8 of a UTF-16 character is three bytes at most: a text this short has a length of one byte, whatever is in it.
    private const int SurelyShort = byte.MaxValue / 3;

    private void WriteValue(object value)
    {
        if (value is string text)
            WriteText(text);
        else
            WriteJid((Jid)value);
    }

    private void WriteText(string text)
    {
        if (Tokens.TryGetCode(text, out var code))
        {
            if (code > byte.MaxValue)
                WriteByte((byte)(code >> 8));
            WriteByte((byte)code);
        }
        else if (text.Length is > 0 and <= PackedText.LongestPacked && PackedText.AreNibbles(text))
        {
            WritePacked(WireTag.Nibble8, text);
        }
        else if (text.Length is > 0 and <= PackedText.LongestPacked && PackedText.AreHex(text))
        {
            WritePacked(WireTag.Hex8, text);
        }
        else
        {
            WriteUtf8(text);
        }
    }

    private void WritePacked(byte tag, string text)
    {
        var packed = Reserve(2 + PackedText.PackedLength(text.Length));
        packed[0] = tag;
        PackedText.Pack(text, packed[1..], packed[2..]);
    }

    private void WriteUtf8(string text)
    {
        if (text.Length <= SurelyShort)
        {
            var room = Room(2 + 3 * text.Length);
            var written = Encoding.UTF8.GetBytes(text, room[2..]);
            room[0] = WireTag.Binary8;
            room[1] = (byte)written;
            _used += 2 + written;
            return;
        }

        var length = Encoding.UTF8.GetByteCount(text);
        if (length > Limits.StringBytes)
            Refuse.StringTooLong(length);
        WriteLength(length);
        Encoding.UTF8.GetBytes(text, Reserve(length));
    }

    private void WriteJid(Jid jid)
    {
        switch (jid.Kind)
        {
            case JidKind.Hosted or JidKind.HostedLid:
            case JidKind.User or JidKind.Lid when jid.Device != 0 || jid.Agent != 0:
                WriteBytes([WireTag.DeviceJid, jid.Domain, (byte)jid.Device]);
                WriteText(jid.User);
                break;
            case JidKind.Messenger:
                WriteByte(WireTag.MessengerJid);
                WriteText(jid.User);
                WriteBytes([(byte)(jid.Device >> 8), (byte)jid.Device]);
                WriteText(JidServer.Messenger);
                break;
            case JidKind.Interop:
                WriteByte(WireTag.InteropJid);
                WriteText(jid.User);
                WriteBytes([(byte)(jid.Device >> 8), (byte)jid.Device, (byte)(jid.Integrator >> 8), (byte)jid.Integrator]);
                WriteText(JidServer.Interop);
                break;
            default:
                WriteByte(WireTag.JidPair);
                if (jid.User.Length == 0)
                    WriteByte(WireTag.ListEmpty);
                else
                    WriteText(jid.User);
                WriteText(jid.Server);
                break;
        }
    }
}
