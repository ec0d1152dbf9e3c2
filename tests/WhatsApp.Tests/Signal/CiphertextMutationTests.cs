using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Signal;

namespace Wasilo.WhatsApp.Tests.Signal;

/// <summary>Whatever is done to a ciphertext, it is refused in the one way that callers expect, or says what it said before.</summary>
public class CiphertextMutationTests
{
    private const int MutationsOfEach = 20_000;

    private static readonly Jid Group = Jid.Parse("123-456@g.us");
    private static readonly byte[] Text = "what was said"u8.ToArray();

    private readonly SignalPeer _alice = new("111", 1);
    private readonly SignalPeer _bob = new("222", 2);

    [Fact]
    public async Task A_first_message()
    {
        await _alice.StartAsync(_bob);
        await MutateAsync(await _alice.EncryptAsync(_bob, Text), seed: 1);
    }

    [Fact]
    public async Task A_later_prekey_message()
    {
        await _alice.StartAsync(_bob);
        await _bob.DecryptAsync(_alice, await _alice.EncryptAsync(_bob, Text));
        await MutateAsync(await _alice.EncryptAsync(_bob, Text), seed: 2);
    }

    [Fact]
    public async Task A_message_of_an_open_chain_with_archived_sessions_behind_it()
    {
        await AnsweredAsync();
        await _bob.DecryptAsync(_alice, await _alice.EncryptAsync(_bob, Text));
        await _bob.DoAsync(transaction => transaction.DropSessionAsync(_alice.Address));
        await _bob.StartAsync(_alice);
        await MutateAsync(await _alice.EncryptAsync(_bob, Text), seed: 3);
    }

    [Fact]
    public async Task A_message_with_a_new_ratchet_key()
    {
        await AnsweredAsync();
        await MutateAsync(await _alice.EncryptAsync(_bob, Text), seed: 4);
    }

    [Fact]
    public async Task A_group_message_and_a_sender_key()
    {
        byte[] given = await _alice.DoAsync(transaction => transaction.DistributionOfAsync(Group, _alice.Address));
        byte[] message = await _alice.DoAsync(transaction => transaction.EncryptForGroupAsync(Group, _alice.Address, Text));
        await MutateAsync(given, seed: 5, (transaction, bytes) => transaction.ProcessDistributionAsync(Group, _alice.Address, bytes));

        await _bob.DoAsync(transaction => transaction.ProcessDistributionAsync(Group, _alice.Address, given));
        await MutateAsync(message, seed: 6, async (transaction, bytes) =>
            (await transaction.DecryptFromGroupAsync(Group, _alice.Address, bytes)).ShouldBe(Text));
    }

    private async Task AnsweredAsync()
    {
        await _alice.StartAsync(_bob);
        await _bob.DecryptAsync(_alice, await _alice.EncryptAsync(_bob, Text));
        await _alice.DecryptAsync(_bob, await _bob.EncryptAsync(_alice, Text));
    }

    private Task MutateAsync(SignalCiphertext message, int seed) => MutateAsync(message.Bytes, seed, async (transaction, bytes) =>
    {
        var kind = bytes.Length % 10 == 0 ? 1 - message.Kind : message.Kind; // at times as the other kind
        (await transaction.DecryptAsync(_alice.Address, kind, bytes)).ShouldBe(Text);
    });

    private async Task MutateAsync(byte[] original, int seed, Func<SignalTransaction, byte[], Task> receive)
    {
        var mutator = new CiphertextMutator(seed);
        for (int i = 0; i < MutationsOfEach; i++)
        {
            byte[] mutated = mutator.Mutate(original);
            var transaction = _bob.State.Begin(_bob.Credentials);
            try
            {
                await receive(transaction, mutated);
            }
            catch (SignalException)
            {
                transaction.ToDelta().ShouldChangeNothing();
            }
        }
    }
}
