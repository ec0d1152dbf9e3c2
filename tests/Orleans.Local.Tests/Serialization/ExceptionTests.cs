using System.Buffers;
using System.Runtime.ExceptionServices;
using Orleans;
using Orleans.Serialization;

namespace Wasilo.Orleans.Local.Tests.Serialization;

public sealed class ExceptionTests
{
    [Fact]
    public void An_exception_of_ours_arrives_as_itself_with_all_it_says()
    {
        var arrived = Wire.SendException<OrderRefusedException>(Wire.Thrown(new OrderRefusedException("no", 42)
        {
            Where = new Address("Main", 5),
            NotSent = 9,
            HResult = 77,
            Data = { ["key"] = 5 },
        }));
        arrived.Message.ShouldBe("no");
        arrived.Code.ShouldBe(42);
        arrived.Where.ShouldBe(new Address("Main", 5));
        arrived.NotSent.ShouldBe(0);
        arrived.HResult.ShouldBe(77);
        arrived.Data["key"].ShouldBe(5);
        arrived.StackTrace!.ShouldContain(nameof(Wire.Thrown));
    }

    [Fact]
    public void Thrown_again_it_shows_both_stacks()
    {
        var arrived = Wire.SendException<OrderRefusedException>(Wire.Thrown(new OrderRefusedException("no", 42)));
        var again = Should.Throw<OrderRefusedException>((Action)(() => ExceptionDispatchInfo.Throw(arrived)));
        again.StackTrace!.ShouldContain(nameof(Wire.Thrown));
        again.StackTrace!.ShouldContain(nameof(Thrown_again_it_shows_both_stacks));
    }

    [Fact]
    public void Inner_exceptions_arrive_each_as_itself()
    {
        var arrived = Wire.SendException<InvalidOperationException>(
            new InvalidOperationException("outer", new OrderRefusedException("middle", 1) { Data = { ["x"] = "y" } }));
        arrived.InnerException.ShouldBeOfType<OrderRefusedException>().Message.ShouldBe("middle");
    }

    public static TheoryData<Exception> FrameworkExceptions =>
    [
        new("m"), new InvalidOperationException("m"), new ArgumentException("m", "p"), new ArgumentNullException("p", "m"),
        new ArgumentOutOfRangeException("p", 3, "m"), new ObjectDisposedException("o", "m"), new OperationCanceledException("m"),
        new TaskCanceledException("m"), new TimeoutException("m"), new KeyNotFoundException("m"), new IOException("m", 5),
        new HttpRequestException("m"), new System.Text.Json.JsonException("m"), new FormatException("m"), new NotSupportedException("m"),
        new CodecNotFoundException("m"), new SerializerException("m"),
    ];

    [Theory]
    [MemberData(nameof(FrameworkExceptions))]
    public void Exceptions_of_the_framework_arrive_as_themselves_with_their_full_message(Exception exception)
    {
        var arrived = Wire.SendException<Exception>(exception, exact: false);
        arrived.ShouldBeOfType(exception.GetType());
        arrived.Message.ShouldBe(exception.Message);
        arrived.HResult.ShouldBe(exception.HResult);
    }

    [Fact]
    public void As_in_Orleans_what_they_add_to_the_message_arrives_in_the_message_alone()
    {
        var arrived = Wire.SendException<ArgumentException>(new ArgumentException("m", "p"));
        arrived.Message.ShouldBe("m (Parameter 'p')");
        arrived.ParamName.ShouldBeNull();
    }

    [Fact]
    public void An_aggregate_arrives_with_all_it_holds()
    {
        var arrived = Wire.SendException<AggregateException>(
            new AggregateException("all", new Exception("1"), new OrderRefusedException("2", 2)));
        arrived.Message.ShouldBe("all (1) (2)");
        arrived.InnerExceptions.Count.ShouldBe(2);
        arrived.InnerException.ShouldBeSameAs(arrived.InnerExceptions[0]);
        arrived.InnerExceptions[1].ShouldBeOfType<OrderRefusedException>().Code.ShouldBe(2);
    }

    [Fact]
    public void An_exception_that_can_not_be_sent_is_replaced_by_one_that_says_so()
    {
        foreach (var exception in new[]
        {
            new UnmarkedException("the reason"),
            new InvalidOperationException("the reason", new UnmarkedException("inner")),
            new Exception("the reason") { Data = { ["key"] = new Unmarked() } },
        })
        {
            var arrived = Wire.SendException<CodecNotFoundException>(exception);
            arrived.Message.ShouldContain("Unmarked");
            arrived.Message.ShouldContain("the reason");
        }
    }

    [Fact]
    public void An_exception_whose_type_is_unknown_here_is_stood_in_for()
    {
        var output = new ArrayBufferWriter<byte>();
        Wire.Serializer.WriteException(output, Wire.Thrown(new OrderRefusedException("no", 42) { Where = new Address("Main", 5) }));
        var stranger = new ObjectSerializer(new TypeManifest([]), new FakeReferences());
        var input = new ByteReader(output.WrittenSpan);
        var arrived = stranger.ReadException(ref input).ShouldBeOfType<UnavailableExceptionFallbackException>();
        input.Remaining.ShouldBe(0);
        arrived.ExceptionType.ShouldBe(typeof(OrderRefusedException).FullName);
        arrived.Message.ShouldBe("no");
        arrived.StackTrace!.ShouldContain(nameof(Wire.Thrown));
        arrived.ToString().ShouldContain(nameof(OrderRefusedException));
    }

    [Fact]
    public void Exceptions_are_members_and_elements_like_any_other()
    {
        var arrived = Wire.Send(new Everything
        {
            Error = new TimeoutException("late"),
            Any = new Exception[] { new OrderRefusedException("no", 1) },
        });
        arrived.Error.ShouldBeOfType<TimeoutException>().Message.ShouldBe("late");
        arrived.Any.ShouldBeOfType<Exception[]>()[0].ShouldBeOfType<OrderRefusedException>().Code.ShouldBe(1);
    }

    [Fact]
    public void Copies_are_made_of_marked_exceptions_alone()
    {
        var framework = new ArgumentException("m", "p");
        Wire.Copy(framework).ShouldBeSameAs(framework);
        var unmarked = new UnmarkedException("m");
        Wire.Copy(unmarked).ShouldBeSameAs(unmarked);

        var ours = new OrderRefusedException("m", 3) { Where = new Address("a", 1), Data = { ["k"] = new List<int> { 1 } } };
        var copy = Wire.Copy(ours);
        copy.ShouldNotBeSameAs(ours);
        copy.Code.ShouldBe(3);
        copy.Message.ShouldBe("m");
        copy.Where.ShouldBe(ours.Where);
        copy.Where.ShouldNotBeSameAs(ours.Where);
        copy.Data["k"].ShouldBeOfType<List<int>>().ShouldBe([1]);
    }

    [Fact]
    public void Names_of_types_that_are_no_exceptions_create_nothing()
    {
        var types = new TypeManifest([typeof(Wire).Assembly]);
        ExceptionTypes.Find("System.TimeoutException,System.Private.CoreLib", types).ShouldBe(typeof(TimeoutException));
        foreach (var name in new[]
        {
            "System.IO.FileInfo,System.Private.CoreLib", "System.Exception[],System.Private.CoreLib", "System.Exception,", ",", "",
            typeof(Address).FullName!, $"{typeof(UnmarkedException).FullName},{typeof(Wire).Assembly.GetName().Name}",
        })
        {
            ExceptionTypes.Find(name, types).ShouldBeNull(name);
        }
    }

    [Fact]
    public void Null_is_no_exception()
    {
        Should.Throw<SerializerException>(() =>
        {
            var input = new ByteReader([0]);
            Wire.Serializer.ReadException(ref input);
        });
    }
}
