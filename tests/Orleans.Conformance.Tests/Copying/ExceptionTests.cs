using Wasilo.Conformance.Grains.Copying;
using Wasilo.Conformance.Tests.Support;

namespace Wasilo.Conformance.Tests.Copying;

public sealed class ExceptionTests(OneSilo shared) : OneSiloTests(shared)
{
    /// <summary>Both ways to a grain.</summary>
    public static TheoryData<bool> Ways => [true, false];

    private IFailingGrain Grain(bool inside) => (inside ? Silo.Inside : Client).GetGrain<IFailingGrain>(Key());

    [Theory, MemberData(nameof(Ways))]
    public async Task An_exception_of_the_framework_arrives_with_type_and_message(bool inside)
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(() => Grain(inside).ThrowFrameworkException("on purpose"));
        failure.ShouldBeOfType<InvalidOperationException>();
        failure.Message.ShouldBe("on purpose");
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task An_exception_thrown_before_there_is_a_task_arrives_as_any_other(bool inside)
    {
        var failure = await Should.ThrowAsync<ArgumentException>(() => Grain(inside).ThrowSynchronously());
        failure.Message.ShouldStartWith("At once.");
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task An_exception_of_ours_arrives_with_its_data(bool inside)
    {
        var failure = await Should.ThrowAsync<QuotaExceededException>(() => Grain(inside).ThrowOwnException("too much", 12));
        failure.Message.ShouldBe("too much");
        failure.Limit.ShouldBe(12);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Inner_exceptions_arrive_with_their_data(bool inside)
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(() => Grain(inside).ThrowNested());
        var inner = failure.InnerException.ShouldBeOfType<QuotaExceededException>();
        (failure.Message, inner.Message, inner.Limit).ShouldBe(("outer", "inner", 7));
        inner.InnerException.ShouldBeOfType<TimeoutException>().Message.ShouldBe("innermost");
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task An_exception_that_can_not_be_serialized_fails_the_call_at_once_and_is_named(bool inside)
    {
        var failure = await Should.ThrowAsync<Exception>(() => Grain(inside).ThrowUnknownException("a lost type"));
        failure.ShouldNotBeOfType<TimeoutException>();
        failure.ToString().ShouldContain(nameof(UnmarkedException));
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task An_exception_travels_through_the_grains_between(bool inside)
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(() => Grain(inside).ThrowFrom(Key("next"), "from afar"));
        failure.Message.ShouldBe("from afar");
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task The_stack_of_an_exception_names_the_method_of_the_grain(bool inside)
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(() => Grain(inside).ThrowFrameworkException("where?"));
        failure.ToString().ShouldContain(nameof(FailingGrain));
        failure.ToString().ShouldContain(nameof(IFailingGrain.ThrowFrameworkException));
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task A_grain_goes_on_after_an_exception(bool inside)
    {
        await Should.ThrowAsync<InvalidOperationException>(() => Grain(inside).ThrowFrameworkException("first"));
        await Should.ThrowAsync<QuotaExceededException>(() => Grain(inside).ThrowOwnException("second", 1));
    }
}
