using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Messages;

public sealed class MessagePaddingTests
{
    [Theory]
    [InlineData(0x00, 1)]
    [InlineData(0x0f, 16)]
    [InlineData(0xf3, 4)]
    public void Padding_is_n_bytes_of_n_from_1_to_16(byte chance, int length)
    {
        byte[] plaintext = MessageCodec.WritePadded(new Message { Conversation = "hi" }, new FixedRandomSource([chance]));

        byte[] expected = [0x0a, 0x02, (byte)'h', (byte)'i', .. Enumerable.Repeat((byte)length, length)];
        plaintext.ShouldBe(expected);
        MessageCodec.ReadPadded(plaintext).Conversation.ShouldBe("hi");
    }

    [Fact]
    public void An_empty_message_is_padded_too()
    {
        byte[] plaintext = MessageCodec.WritePadded(new Message(), new SeededRandomSource(1));

        plaintext.ShouldNotBeEmpty();
        MessageCodec.ReadPadded(plaintext).ShouldBe(new Message());
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("0a026869")] // the last byte says 105
    [InlineData("0a0268690203")]
    [InlineData("0303")]
    public void Wrong_padding_is_refused(string hex) =>
        Should.Throw<MalformedMessageException>(() => MessagePadding.Remove(Convert.FromHexString(hex)));

    [Fact]
    public void Others_may_pad_with_more_than_16_bytes() =>
        MessagePadding.Remove(Enumerable.Repeat((byte)200, 203).ToArray()).Length.ShouldBe(3);
}
