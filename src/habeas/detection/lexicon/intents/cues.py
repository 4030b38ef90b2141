"""The cues that intents and requests are made of: what a word or phrase contributes to a sentence."""

from enum import IntEnum, auto


class Cue(IntEnum):
    """One contribution to the meaning of a sentence. A phrase may carry several."""

    # Where else one could talk.
    APP = auto()  # a messenger, network or meeting service by name
    MAIL = auto()  # e-mail
    PHONE = auto()  # telephone, SMS
    CALLING = auto()  # on Zoom, over WhatsApp: an app named as the way
    EASIER = auto()  # would be easier
    PHONING = auto()  # by phone
    OUTSIDE = auto()  # outside this site, in private, somewhere else
    ELSEWHERE = auto()  # another app, in private: outside only if somebody is invited there
    OWN_SITE = auto()  # the author's own page, shop or form
    # Wishes to talk.
    TALK = auto()  # talk, write, continue, move ...
    PROPOSE = auto()  # let us, can we, I would like to ...
    INVITE = auto()  # write to me, let's talk: proposal and talk in one
    HAVE = auto()  # do you have, I am on: an invitation beside the name of an app
    ME = auto()  # me, us
    PERSON = auto()  # I, you, my, your: somebody here is spoken of
    FIND = auto()  # I'll find you, search for me ...
    FIND_ME = auto()  # look me up, you know where to find us: enough alone
    NAME = auto()  # your full name, our shop's name
    VISIT = auto()  # walk in and ask for us: enough alone
    APPLY = auto()  # apply, send your application
    SWAP = auto()  # swap numbers, share contacts: enough alone
    # Money.
    RAIL = auto()  # a way to pay that bypasses the site: PayPal, cash, bank transfer
    PAY = auto()  # pay me, I'll pay, send the money
    TAKE = auto()  # I take, I accept: a way to pay must follow
    PAYMENT = auto()  # payment by, accept: said of products as well, so a person must be named
    MONEY = auto()  # deposit, the full sum, the rest
    DIRECT = auto()  # directly, straight to me
    BUY = auto()  # book, order, sell to you, work with me
    WORK = auto()  # work, the next project: a deal only when it is proposed
    DODGE = auto()  # save the fees: enough alone
    FAMILY = auto()  # friends and family: said of payments, a way around fees
    WITH_ME = auto()  # sell it to you, book with me
    LEAVE_OUT = auto()  # leave the site out of it: enough alone
    CHEAPER = auto()  # cheaper, a discount
    ACCEPT = auto()  # works for me, is fine
    GIFT = auto()  # a tip, a small thank-you
    REST = auto()  # the rest, the other half: what is left after a part was paid here
    DETAILS = auto()  # card details, bank details, my account
    GIVE = auto()  # I'll send you, here are
    CLOSE = auto()  # cancel the booking, end the auction, close the contract here
    # Requests for the reader's.
    ASK = auto()  # give me your, what is your
    ASK_AFTER = auto()  # the same in languages that name the thing first
    YOUR = auto()  # your
    WHICH = auto()  # which, what
    PLEASE = auto()  # please: after a thing that is asked for
    REACH = auto()  # do you use, should I enter, can the courier call
    NUMBER = auto()  # number
    ADDRESS = auto()  # address
    POSTAL = auto()  # an address that can only be a postal one
    # What speaks for innocence.
    INSIDE = auto()  # through the site, on the platform, by escrow
    HERE = auto()  # here, in this chat
    NOT = auto()  # not, never, cannot
    NOT_REALLY = auto()  # no problem, why not: a negation that refuses nothing
    FORBID = auto()  # is forbidden, against the rules, are we allowed
    RULE = auto()  # the terms, clause 4, paragraph
    REPORT = auto()  # asked me to, a scammer, he wrote
    THIRD = auto()  # he, they, a buyer
    PUBLIC = auto()  # users, customers, visitors: the people a product serves
    JOB = auto()  # bot, integration, checkout, API: the work itself
    ABOUT = auto()  # about: what follows is a subject
    EVIDENCE = auto()  # screenshots, withdrawals
    BREAK = auto()  # but, so, therefore: a new thought
    OPENER = auto()  # let's, please, can we: here a proposal begins, whatever was negated before
    NOTHING = auto()  # a fixed phrase without any of the above: cash flow, Google Maps


SPEAK_FOR_INNOCENCE = frozenset(cue for cue in Cue if cue >= Cue.INSIDE)
"""Cues that no intent and no request needs."""
